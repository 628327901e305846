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
 * Qualifies the event that a user has left a channel: their last connection on any server has ended, and they did not return
 * within {@code presence/grace}.
 *
 * <pre>{@code
 * void on(@ObservesAsync @Left @Channel("orders") Member member) {}
 * }</pre>
 *
 * <p>The event is a {@link org.backplane.message.Member}. Guarantees and threads are those of {@link Inbound}.
 *
 * @see Presence
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Left {

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Left> implements Left {

        /** The only instance. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
