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

/** Makes messages of the events that the application marks {@link Outbound}. */
@ApplicationScoped
public class OutboundEvents {

    private static final System.Logger LOG = System.getLogger(OutboundEvents.class.getName());

    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    @Inject
    private ApplicationApi door;

    @Inject
    private AfterCommit afterCommit;

    /** What is wrong with the event itself goes back to the one who fired it, before anything is published. */
    void fired(@Observes @Outbound Object event, EventMetadata about) {
        ChannelName channel = channel(event, about);
        Content content = content(event, about);
        afterCommit.run(() -> publish(channel, content));
    }

    void firedAsync(@ObservesAsync @Outbound Object event, EventMetadata about) {
        publish(channel(event, about), content(event, about));
    }

    private static ChannelName channel(Object event, EventMetadata about) {
        return about.getQualifiers().stream()
                .filter(Channel.class::isInstance)
                .map(qualifier -> Declarations.channel(((Channel) qualifier).value()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an @Outbound event needs a @Channel: "
                        + event.getClass().getName()));
    }

    private Content content(Object event, EventMetadata about) {
        String given = about.getQualifiers().stream()
                .filter(Outbound.class::isInstance)
                .map(qualifier -> ((Outbound) qualifier).name())
                .findFirst()
                .orElse("");
        String name = given.isEmpty() ? nameOf(event) : given;
        return door.content(Names.require("a message name", name, Names.MAX_NAME), event, "");
    }

    private static String nameOf(Object event) {
        if (event instanceof CharSequence || event instanceof JsonText || event instanceof JsonValue) {
            throw new IllegalArgumentException("text and JSON need an @Outbound(name = \"...\")");
        }
        return event.getClass().getSimpleName();
    }

    /** Must not throw: after a commit nobody is there to catch, and the next one's turn would not come. */
    private void publish(ChannelName channel, Content content) {
        try {
            door.hub().publish(ApplicationApi.CALLER, channel, content).whenComplete((published, failure) -> {
                if (failure != null) {
                    lost(channel, content, failure);
                }
            });
        } catch (RuntimeException bug) {
            lost(channel, content, bug);
        }
    }

    private static void lost(ChannelName channel, Content content, Throwable failure) {
        RARE.log(
                Level.WARNING,
                "The event \"" + content.name() + "\" for the channel \"" + channel + "\" was perhaps not published: "
                        + ApplicationStage.cause(failure)
                        + ". It is not tried again; who must know uses a Publisher with a key.");
    }
}
