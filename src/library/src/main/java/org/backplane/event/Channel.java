package org.backplane.event;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the channel wherever an application injects a {@link Publisher}, a {@link Presence}, a {@link State}
 * or an {@link Outbound} event, and wherever it observes {@link Inbound}, {@link Joined} or {@link Left}.
 *
 * <p>Deployment fails if the value is not a channel name, or the name of an inbox; for private messages use {@link Users}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Channel {

    /**
     * {@return the channel's name: 1 to 128 letters, combining marks, digits and {@code _ . : -}, case-sensitive}
     */
    String value();

    /**
     * The qualifier as a value, for channels that are known only at run time: {@code event.select(Channel.Literal.of(name))}.
     */
    final class Literal extends AnnotationLiteral<Channel> implements Channel {

        private static final long serialVersionUID = 1L;

        /** The name of the channel. */
        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Returns the qualifier of a channel. The name is not checked here, but when the event is fired.
         *
         * @param value the name of the channel
         * @return the qualifier
         */
        public static Literal of(String value) {
            return new Literal(value);
        }

        /** {@return the channel's name} */
        @Override
        public String value() {
            return value;
        }
    }
}
