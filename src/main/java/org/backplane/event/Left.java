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
 * Marks the going of a user from a channel: the last of his connections, on whichever server, and
 * {@code presence/grace} has passed without his return.
 *
 * <pre>{@code
 * void on(@ObservesAsync @Left @Channel("orders") Member member) {}
 * }</pre>
 *
 * <p>What is observed is a {@link org.backplane.message.Member}. The rules of {@link Inbound} hold here too.
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

        /** There is but one. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
