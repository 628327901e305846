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

/** Tells the application's observers what happens in one channel, through its {@link ObserverQueue}. */
final class ChannelObservers implements ChannelHandler {

    private static final System.Logger LOG = System.getLogger(ChannelObservers.class.getName());

    /** About what a member takes in memory. */
    private static final int MEMBER_BYTES = 256;

    /** The hand-over's thread is already one to block on. */
    private static final NotificationOptions HERE = NotificationOptions.ofExecutor(Runnable::run);

    private final RateLimitedLog rare = new RateLimitedLog(LOG);
    private final ChannelName channel;
    private final Set<Observed> observed;
    private final Event<Object> events;
    private final ObserverQueue handOver;

    /**
     * @param observed what there are observers for
     * @param events to be fired with the qualifiers added
     */
    ChannelObservers(ChannelName channel, Set<Observed> observed, Event<Object> events, ObserverQueue handOver) {
        this.channel = channel;
        this.observed = observed;
        this.events = events.select(Channel.Literal.of(channel.value()));
        this.handOver = handOver;
    }

    @Override
    public void message(Line line) {
        if (observed.contains(Observed.INBOUND)) {
            handOver.offer(line.bytes(), () -> fire(Observed.INBOUND, Message.parse(line)));
        }
    }

    @Override
    public void joined(Member member) {
        told(Observed.JOINED, member);
    }

    @Override
    public void left(Member member) {
        told(Observed.LEFT, member);
    }

    private void told(Observed what, Member member) {
        if (observed.contains(what)) {
            handOver.offer(MEMBER_BYTES, () -> fire(what, member));
        }
    }

    private void fire(Observed what, Object payload) {
        events.select(what.qualifier()).fireAsync(payload, HERE).whenComplete((told, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
    }

    /** CDI keeps what each observer threw as suppressed by an exception of its own. */
    private void failed(Throwable failure) {
        Throwable[] thrown = failure.getSuppressed();
        for (Throwable each : thrown.length == 0 ? new Throwable[] {failure} : thrown) {
            rare.log(
                    Level.ERROR,
                    "An observer of the channel \"" + channel
                            + "\" failed; the others are told. It is code of the application: mend it.",
                    each);
        }
    }

    @Override
    public void reset() {
        LOG.log(
                Level.WARNING,
                "Observers of the channel \"{0}\" may have missed messages, because history could not bridge a gap. If they keep count, let them read anew.",
                channel);
    }
}
