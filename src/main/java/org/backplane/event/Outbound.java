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
 * Marks events that are to become messages of a channel:
 *
 * <pre>{@code
 * @Inject @Outbound @Channel("orders") Event<OrderPlaced> placed;
 * }</pre>
 *
 * <p>{@code fire()} maps the event to JSON as {@link Publisher} does, so what the application does with the object later
 * does not matter, and throws {@link IllegalArgumentException} if that cannot be done or there is no name or no channel
 * for it. With a JTA transaction on the calling thread the message is published once that has been committed; after a
 * rollback there is none. Without one it is published at once. The events of one transaction that go to one channel are
 * published in the order of firing.
 *
 * <p>{@code fire()} does not wait for the broker. A message that is refused later (too large, the broker cannot be
 * reached) is logged at WARNING and not tried again: the application that must know uses a {@link Publisher}, with a key.
 * The same is true of a server that dies between the commit and the publishing.
 *
 * <p>{@code fireAsync()} knows no transaction: it maps and publishes at once, on another thread.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Outbound {

    /**
     * The name of the message, by the grammar of message names. By default it is the simple name of the event's class,
     * {@code OrderPlaced}; strings and JSON values have no such name and need this one.
     */
    @Nonbinding
    String name() default "";

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Outbound> implements Outbound {

        /** Messages named after the event's class. */
        public static final Literal INSTANCE = new Literal("");

        private static final long serialVersionUID = 1L;

        private final String name;

        private Literal(String name) {
            this.name = name;
        }

        /** Messages of that name. */
        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String name() {
            return name;
        }
    }
}
