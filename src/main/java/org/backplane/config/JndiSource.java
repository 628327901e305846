package org.backplane.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Settings that the administrator of a server bound in JNDI.
 *
 * <p>A name that is not bound makes one server throw {@code NameNotFoundException}, another one any other
 * {@link NamingException}, and without a server there is no naming at all: all of it counts as not bound.
 */
final class JndiSource implements Source {

    /** How to get at the naming of the calling thread. */
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

    /** A context is a folder that happens to have the name of a setting, an application's perhaps, and no value. */
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
            // Nothing is lost: it was only read. Tomcat's refuses to be closed once the application has started.
        }
    }
}
