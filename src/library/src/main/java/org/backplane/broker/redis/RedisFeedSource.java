package org.backplane.broker.redis;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.feed.ChannelFeed;
import org.backplane.broker.redis.feed.FeedLog;
import org.backplane.broker.redis.feed.FeedSource;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.presence.RedisPresence;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.Replies;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.broker.redis.server.NodeLinks;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/** Connects the feeds with the reads, the presence and the maintenance of the broker. */
record RedisFeedSource(
        RedisCalls calls,
        Replies replies,
        NodeLinks links,
        RedisPresence presence,
        Maintenance maintenance,
        FeedLog log)
        implements FeedSource {

    @Override
    public CompletionStage<Revised<Snapshot>> snapshot(ChannelName channel) {
        return links.reader().read(calls.snapshot(channel), reply -> replies.snapshot(channel, reply));
    }

    @Override
    public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
        return links.reader()
                .read(
                        calls.recover(channel, since, maxBytes),
                        reply -> replies.recovery(channel, since, maxBytes, reply));
    }

    @Override
    public CompletionStage<Revised<Position>> check(ChannelName channel, Position delivered) {
        return links.reader().read(calls.check(channel, delivered), Replies::check);
    }

    @Override
    public void later(long millis, Runnable task) {
        maintenance.after(millis, task);
    }

    @Override
    public void epochChanged(ChannelName channel) {
        presence.resync(channel);
    }

    @Override
    public void remove(ChannelFeed feed) {
        links.subscriptions().remove(feed);
    }
}
