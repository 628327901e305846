package org.backplane.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Settings in JNDI.
 *
 * <p>For a name that is not bound, some servers throw {@code NameNotFoundException} and others another {@link
 * NamingException}; without a server there is no naming at all. All of these mean that the setting is not bound.
 */
final class JndiSource implements Source {

    /** Opens the naming context of the calling thread. */
    @FunctionalInterface
    interface Naming {
        Context open() throws NamingException;
    }

    private static final List<String> PLACES = List.of("java:comp/env/", "java:global/", "");

    private final Naming naming;

    JndiSource(Naming naming) {
        this.naming = naming;
    }

    @Override
    public Optional<Finding> find(String setting) {
        try {
            Context context = naming.open();
            try {
                return PLACES.stream()
                        .map(place -> place + setting)
                        .flatMap(name -> find(context, name))
                        .findFirst();
            } finally {
                close(context);
            }
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("BanJNDI") // the names are those of our own settings; nothing a client sends comes here
    private static Stream<Finding> find(Context context, String name) {
        try {
            return finding(context.lookup(name), "JNDI " + name);
        } catch (NamingException e) {
            return Stream.empty();
        }
    }

    /** Ignores a context: a folder, perhaps of an application, that has the name of a setting. */
    private static Stream<Finding> finding(@Nullable Object bound, String source) {
        if (bound == null || bound instanceof Context) {
            return Stream.empty();
        }
        boolean hasText = bound instanceof String
                || bound instanceof Number
                || bound instanceof Boolean
                || bound instanceof Character;
        return Stream.of(
                hasText
                        ? new Finding.Text(bound.toString(), source)
                        : new Finding.Unusable(bound.getClass().getName(), source));
    }

    private static void close(Context context) {
        try {
            context.close();
        } catch (NamingException e) {
            // Ignored, since the context was only read. That of Tomcat cannot be closed after the start of the
            // application.
        }
    }
}
