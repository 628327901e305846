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
 * Marks the messages of a channel, from every server, told to observers on every node:
 *
 * <pre>{@code
 * void on(@ObservesAsync @Inbound @Channel("orders") Message message) {}
 * }</pre>
 *
 * <p>What is observed is a {@link org.backplane.message.Message}, stored or transient, published after the
 * application began to listen, which it does soon after its deployment. Each node tells its own observers, so a message that is to be acted upon once in the whole cluster must not be acted
 * upon by an observer alone. Observers get no promise of order, and may miss messages: when they are slower than the
 * channel, when the server was away from the broker for longer than the history reaches, or while the application is
 * down. The log says, at WARNING, how many were dropped. An observer may block; it runs on a managed thread. What it
 * throws is logged.
 *
 * <p>Deployment fails if {@link Channel} is absent, or if the observer is not an asynchronous one.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Inbound {

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Inbound> implements Inbound {

        /** There is but one. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
