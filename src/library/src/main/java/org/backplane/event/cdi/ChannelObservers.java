package org.backplane.event.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.event.Channel;
import org.backplane.hub.api.ChannelHandler;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Member;
import org.backplane.message.Message;
import org.jspecify.annotations.Nullable;

/** Calls the observers of the application for the events of one channel, through an {@link ObserverQueue}. */
final class ChannelObservers implements ChannelHandler {

    private static final System.Logger LOG = System.getLogger(ChannelObservers.class.getName());

    /** The approximate memory of a member. */
    private static final int MEMBER_BYTES = 256;

    /** Observers run on the thread of the queue, which may block. */
    private static final NotificationOptions ON_THIS_THREAD = NotificationOptions.ofExecutor(Runnable::run);

    private final RateLimitedLog limitedLog = new RateLimitedLog(LOG);
    private final ChannelName channel;
    private final Set<Observed> observed;
    private final Event<Object> events;
    private final ObserverQueue queue;

    /**
     * @param observed the kinds of events that have observers
     * @param events fires the events, with the qualifiers added
     */
    ChannelObservers(ChannelName channel, Set<Observed> observed, Event<Object> events, ObserverQueue queue) {
        this.channel = channel;
        this.observed = observed;
        this.events = events.select(Channel.Literal.of(channel.value()));
        this.queue = queue;
    }

    @Override
    public void message(Line line) {
        if (observed.contains(Observed.INBOUND)) {
            queue.offer(line.bytes(), () -> fire(Observed.INBOUND, Message.parse(line)));
        }
    }

    @Override
    public void joined(Member member) {
        notify(Observed.JOINED, member);
    }

    @Override
    public void left(Member member) {
        notify(Observed.LEFT, member);
    }

    private void notify(Observed what, Member member) {
        if (observed.contains(what)) {
            queue.offer(MEMBER_BYTES, () -> fire(what, member));
        }
    }

    private void fire(Observed what, Object payload) {
        try {
            events.select(what.qualifier())
                    .fireAsync(payload, ON_THIS_THREAD)
                    .whenComplete((delivered, failure) -> logFailureOf(failure));
        } catch (IllegalStateException refused) {
            if (!queue.isClosed()) {
                throw refused;
            }
            logEnded(refused);
        }
    }

    private void logFailureOf(@Nullable Throwable failure) {
        if (failure != null && queue.isClosed()) {
            logEnded(failure);
        } else if (failure != null) {
            logFailure(failure);
        }
    }

    /** The container may have ended while the event was delivered: then both CDI and the observer may fail. */
    private void logEnded(Throwable failure) {
        LOG.log(Level.DEBUG, "the application ended while an event of " + channel + " was delivered", failure);
    }

    /** Logs what each observer threw; CDI adds those as suppressed exceptions to one of its own. */
    private void logFailure(Throwable failure) {
        Throwable[] thrown = failure.getSuppressed();
        for (Throwable each : thrown.length == 0 ? new Throwable[] {failure} : thrown) {
            limitedLog.log(
                    Level.ERROR,
                    "An observer of the channel \"" + channel
                            + "\" failed; the others are called. It is code of the application: correct it.",
                    each);
        }
    }

    @Override
    public void reset() {
        LOG.log(
                Level.WARNING,
                "Observers of the channel \"{0}\" may have missed messages, because history could not bridge a gap. If they keep state, let them read it again.",
                channel);
    }
}
