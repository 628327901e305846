package org.backplane.hub;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.hub.api.ChannelHandler;
import org.backplane.hub.api.HandlerRegistration;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.channel.Channels;
import org.backplane.hub.channel.LiveChannel;
import org.backplane.hub.connection.HubParts;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.message.ChannelName;

/** The subscription of application code to a channel: retried once a second until the broker can be reached. */
final class ApplicationSubscription implements HandlerRegistration {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ChannelName name;
    private final ChannelHandler handler;
    private final Channels channels;
    private final HubTimer timer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Runnable leaveCurrent = () -> {};

    ApplicationSubscription(ChannelName name, ChannelHandler handler, HubParts parts) {
        this.name = name;
        this.handler = handler;
        this.channels = parts.channels();
        this.timer = parts.timer();
    }

    void begin() {
        LiveChannel channel = channels.retain(name, CreationCharge.NONE);
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                channel.execute(() -> channel.handlers().remove(handler));
                channel.release();
            }
        };
        leaveCurrent = leave;
        channel.execute(() -> channel.whenLive(
                () -> {
                    if (!left.get()) {
                        channel.handlers().add(handler);
                    }
                },
                () -> retry(leave)));
        if (closed.get()) {
            leave.run();
        }
    }

    private void retry(Runnable leave) {
        leave.run();
        timer.after(RETRY, () -> {
            if (!closed.get()) {
                begin();
            }
        });
    }

    @Override
    public void close() {
        closed.set(true);
        leaveCurrent.run();
    }
}
