package org.backplane.event;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies events that are published as messages of a channel:
 *
 * <pre>{@code
 * @Inject @Outbound @Channel("orders") Event<OrderPlaced> placed;
 * }</pre>
 *
 * <p>{@code fire()} maps the event to JSON as {@link Publisher} does, so later changes of the object have no effect. It throws
 * {@link IllegalArgumentException} if the event cannot be mapped, or has no name or no channel. With a JTA transaction on the
 * calling thread, the message is published after the commit, and not at all after a rollback. Without a transaction it is
 * published at once. Events of one transaction for one channel are published in the order of firing.
 *
 * <p>{@code fire()} does not wait for the broker. A message that is refused later (too large, broker unavailable) is logged at
 * WARNING and not repeated, and a message is lost if the server crashes between the commit and publishing. If the application
 * must know the outcome, use a {@link Publisher} with a key.
 *
 * <p>{@code fireAsync()} ignores transactions: it maps and publishes at once, on another thread.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Outbound {

    /**
     * The name of the message, which must be a valid message name. The default is the simple name of the class of the event,
     * {@code OrderPlaced}. Strings and JSON values have no default.
     *
     * @return the name; empty for the default
     */
    @Nonbinding
    String name() default "";

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Outbound> implements Outbound {

        /** The qualifier with the default name. */
        public static final Literal INSTANCE = new Literal("");

        private static final long serialVersionUID = 1L;

        /** The name of the message. */
        private final String name;

        private Literal(String name) {
            this.name = name;
        }

        /**
         * Returns the qualifier with a name.
         *
         * @param name the name of the message; it is checked when the event is fired
         * @return the qualifier
         */
        public static Literal of(String name) {
            return new Literal(name);
        }

        /** {@return the name of the message; empty for the default} */
        @Override
        public String name() {
            return name;
        }
    }
}
