package org.backplane.config;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.backplane.config.value.Parser;

/**
 * One thing an administrator can decide: its name, what it means, and how its text becomes a value.
 *
 * <p>All of them stand in {@link Settings}; nobody else makes one, and two are equal only if they are the same object.
 * Immutable, safe for use by any thread.
 *
 * @param <T> the type of the value; an {@link Optional} where a setting may stay unset
 */
public final class Setting<T> {

    private static final UnaryOperator<String> HIDDEN = Setting::hide;

    private final String name;
    private final Supplier<String> defaultText;
    private final String meaning;
    private final Parser<T> parser;
    private final UnaryOperator<String> mask;

    private Setting(
            String name, Supplier<String> defaultText, String meaning, Parser<T> parser, UnaryOperator<String> mask) {
        this.name = name;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.parser = parser;
        this.mask = mask;
    }

    static <T> Setting<T> of(String name, String defaultText, Parser<T> parser, String meaning) {
        return computed(name, () -> defaultText, parser, meaning);
    }

    static <T> Setting<T> computed(String name, Supplier<String> defaultText, Parser<T> parser, String meaning) {
        return new Setting<>(name, defaultText, meaning, parser, UnaryOperator.identity());
    }

    static <T> Setting<Optional<T>> optional(String name, Parser<T> parser, String meaning) {
        return of(name, "", text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.parse(text)), meaning);
    }

    private static String hide(String secret) {
        return secret.isEmpty() ? "" : "***";
    }

    /** The same setting, its value never shown to anybody. */
    Setting<T> secret() {
        return masked(HIDDEN);
    }

    /** The same setting, its value shown to people as the mask leaves it. */
    Setting<T> masked(UnaryOperator<String> newMask) {
        return new Setting<>(name, defaultText, meaning, parser, newMask);
    }

    /** The name in JNDI and in {@code web.xml}, like {@code history/size}. */
    public String name() {
        return name;
    }

    /**
     * The text that counts when no source answers; empty where the default is to be unset.
     *
     * <p>That of {@link Settings#NODE_NAME} asks the operating system for the name of the host, which may block.
     */
    public String defaultText() {
        return defaultText.get();
    }

    /** What the setting decides, in one line. */
    public String meaning() {
        return meaning;
    }

    /** Whether the whole value is a secret, so that nobody may show it. */
    public boolean isSecret() {
        return mask == HIDDEN;
    }

    /**
     * Returns the value that the text stands for.
     *
     * @throws IllegalArgumentException if it stands for none; the message completes the sentence "VALUE …" and never
     *     quotes the value, which may be a secret
     */
    public T parse(String text) {
        return parser.parse(text);
    }

    /** Returns the text as people may see it: secrets masked, and {@code unset} if there is none. */
    String shown(String text) {
        return text.isEmpty() ? "unset" : mask.apply(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
