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
 * Qualifies the messages of a channel, from all servers, for observers on every node:
 *
 * <pre>{@code
 * void on(@ObservesAsync @Inbound @Channel("orders") Message message) {}
 * }</pre>
 *
 * <p>The event is a {@link org.backplane.message.Message}, stored or transient, published after the application has
 * subscribed, which happens soon after its deployment. Every node calls its own observers, so an action that must happen once
 * for all nodes must not depend on an observer alone. The order of events is not guaranteed. Observers miss messages if they
 * are slower than the channel, if the broker was unavailable for longer than the history reaches, and while the application is
 * not running. The number of dropped events is logged at WARNING. Observers run on managed threads and may block. Their
 * exceptions are logged.
 *
 * <p>Deployment fails without {@link Channel}, or if the observer is not asynchronous.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface Inbound {

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Inbound> implements Inbound {

        /** The only instance. */
        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
