package org.backplane.config;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.backplane.config.value.Parser;

/**
 * The definition of a setting: its name, its meaning, and the parser of its text.
 *
 * <p>All settings are constants of {@link Settings} and are compared by identity. Immutable and thread-safe.
 *
 * @param <T> the type of the value; an {@link Optional} if the setting may be unset
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

    /** Returns this setting with its value always masked. */
    Setting<T> secret() {
        return masked(HIDDEN);
    }

    /** Returns this setting with a mask for its displayed value. */
    Setting<T> masked(UnaryOperator<String> newMask) {
        return new Setting<>(name, defaultText, meaning, parser, newMask);
    }

    /** Returns the name in JNDI and in {@code web.xml}, like {@code history/size}. */
    public String name() {
        return name;
    }

    /**
     * Returns the default text; empty if the default is to be unset.
     *
     * <p>May block for {@link Settings#NODE_NAME}, which asks the operating system for the host name.
     */
    public String defaultText() {
        return defaultText.get();
    }

    /** Returns the meaning in one line. */
    public String meaning() {
        return meaning;
    }

    /** Whether the whole value is a secret and must not be shown. */
    public boolean isSecret() {
        return mask == HIDDEN;
    }

    /**
     * Parses a text.
     *
     * @throws IllegalArgumentException if the text is not valid; the message completes the sentence "VALUE …" and never
     *     quotes the value, which may be a secret
     */
    public T parse(String text) {
        return parser.parse(text);
    }

    /** Returns the text for display: secrets masked, {@code unset} if it is empty. */
    String shown(String text) {
        return text.isEmpty() ? "unset" : mask.apply(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
