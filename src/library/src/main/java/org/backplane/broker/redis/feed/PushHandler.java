package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.RedisKeys;

/**
 * Processes what arrives over a subscribed connection: payloads, confirmations, and that subscriptions were lost because their
 * slot moved. For the subscriber's thread.
 */
final class PushHandler {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());

    private final FeedRegistry feeds;
    private final Redirection redirection;
    private final Executor executor;

    /** @param executor the one on which subscriptions are requested */
    PushHandler(FeedRegistry feeds, Redirection redirection, Executor executor) {
        this.feeds = feeds;
        this.redirection = redirection;
        this.executor = executor;
    }

    /** @param isIdle whether the thread had to wait for the payload */
    void receive(SubscribedLink source, List<?> push, boolean isIdle) {
        String name = RedisKeys.text(push.get(1));
        switch (RedisKeys.text(push.get(0))) {
            case "message", "smessage" -> feeds.received(name, (byte[]) push.get(2), isIdle);
            case "subscribe", "ssubscribe" -> source.confirmed(name).ifPresent(feed -> feeds.subscribed(name, feed));
            case "sunsubscribe" -> unsubscribed(source, name);
            default -> LOG.log(Level.TRACE, "no longer subscribed: {0}", name);
        }
    }

    /** The server confirms an UNSUBSCRIBE, or the slot was moved away from it. */
    private void unsubscribed(SubscribedLink source, String name) {
        if (!source.confirmUnsubscribed(name)) {
            subscriptionLost(source, name);
            redirection.subscriptionLost(Slots.of(RedisKeys.bytes(name)), Optional.empty());
        }
    }

    /** A command was refused because the slot was moved to another server. */
    void moved(SubscribedLink source, MovedSlot moved) {
        Predicate<String> isInSlot = name -> Slots.of(RedisKeys.bytes(name)) == moved.slot();
        source.forgetAll(isInSlot);
        feeds.names().stream().filter(isInSlot).forEach(name -> subscriptionLost(source, name));
        redirection.subscriptionLost(moved.slot(), moved.server());
    }

    private void subscriptionLost(SubscribedLink source, String name) {
        source.forget(name);
        executor.execute(() -> source.subscribed().remove(name));
        feeds.linkBroke(name);
    }
}
