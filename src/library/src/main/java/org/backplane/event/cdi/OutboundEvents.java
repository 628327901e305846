package org.backplane.event.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.event.Channel;
import org.backplane.event.Outbound;
import org.backplane.hub.command.Content;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Names;

/** Publishes the events of the application that are qualified as {@link Outbound}. */
@ApplicationScoped
public class OutboundEvents {

    private static final System.Logger LOG = System.getLogger(OutboundEvents.class.getName());

    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    @Inject
    private ApplicationApi api;

    @Inject
    private AfterCommit afterCommit;

    /** Maps the event on the thread that fires it, so that an invalid event throws there, and publishes it after the commit. */
    void fired(@Observes @Outbound Object event, EventMetadata metadata) {
        ChannelName channel = channel(event, metadata);
        Content content = content(event, metadata);
        afterCommit.run(() -> publish(channel, content));
    }

    void firedAsync(@ObservesAsync @Outbound Object event, EventMetadata metadata) {
        publish(channel(event, metadata), content(event, metadata));
    }

    private static ChannelName channel(Object event, EventMetadata metadata) {
        return metadata.getQualifiers().stream()
                .filter(Channel.class::isInstance)
                .map(qualifier -> Declarations.channel(((Channel) qualifier).value()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an @Outbound event needs a @Channel: "
                        + event.getClass().getName()));
    }

    private Content content(Object event, EventMetadata metadata) {
        String given = metadata.getQualifiers().stream()
                .filter(Outbound.class::isInstance)
                .map(qualifier -> ((Outbound) qualifier).name())
                .findFirst()
                .orElse("");
        String name = given.isEmpty() ? nameOf(event) : given;
        return api.content(Names.require("a message name", name, Names.MAX_NAME), event, "");
    }

    private static String nameOf(Object event) {
        if (event instanceof CharSequence || event instanceof JsonText || event instanceof JsonValue) {
            throw new IllegalArgumentException("text and JSON need an @Outbound(name = \"...\")");
        }
        return event.getClass().getSimpleName();
    }

    /** Must not throw: after a commit, an exception would keep the following events of the transaction from being published. */
    private void publish(ChannelName channel, Content content) {
        try {
            api.hub().publish(ApplicationApi.CALLER, channel, content).whenComplete((published, failure) -> {
                if (failure != null) {
                    logLoss(channel, content, failure);
                }
            });
        } catch (RuntimeException bug) {
            logLoss(channel, content, bug);
        }
    }

    private static void logLoss(ChannelName channel, Content content, Throwable failure) {
        LIMITED_LOG.log(
                Level.WARNING,
                "The event \"" + content.name() + "\" for the channel \"" + channel + "\" was perhaps not published: "
                        + ApplicationStage.cause(failure)
                        + ". It is not repeated. To learn the outcome, use a Publisher with a key.");
    }
}
