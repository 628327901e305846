package org.backplane.broker.redis.server;

import java.util.List;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.command.RedisReader;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.command.ServerHealth;
import org.backplane.broker.redis.feed.RedisSubscriber;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.loop.LoopThread;

/** The three links to one server of Redis, each with a connection and a thread of its own. Thread-safe. */
public record ServerLinks(
        ServerHealth health,
        RedisWriter writer,
        RedisReader reader,
        RedisSubscriber subscriber,
        List<LoopThread> threads) {

    /** Starts the threads; the server need not be reachable yet. */
    public static ServerLinks start(LinkParts parts, RedisConnector connector, Redirection redirection) {
        LinkLog log = new LinkLog(connector.address());
        ServerHealth health = new ServerHealth(log);
        RedisWriter writer = new RedisWriter(parts.calls(), connector, health, redirection);
        RedisReader reader = new RedisReader(connector, () -> !writer.isUp(), health, redirection);
        RedisSubscriber subscriber = new RedisSubscriber(parts, connector, log, redirection);
        return new ServerLinks(
                health,
                writer,
                reader,
                subscriber,
                List.of(
                        parts.start(writer, "writer"),
                        parts.start(reader, "reader"),
                        parts.start(subscriber, "subscriber")));
    }

    /** Whether all three links work. */
    public boolean isUp() {
        return links().isUp();
    }

    /** Breaks links that hang and restarts threads that have ended. To be called several times a second. */
    public void watch() {
        writer.breakIfOverdue();
        threads.forEach(LoopThread::watch);
    }

    /** Whether all links work and the server accepts writes. */
    public boolean works() {
        return isUp() && health.acceptsWrites();
    }

    /** The status of the links. */
    public LinkStatus links() {
        return new LinkStatus(health, writer, reader, subscriber);
    }

    /** Ends the threads soon; queued calls fail. */
    public void end() {
        subscriber.close();
        writer.close();
        reader.close();
        threads.forEach(LoopThread::close);
    }

    /** Whether all of them have ended. */
    public boolean hasEnded() {
        return threads.stream().allMatch(LoopThread::hasEnded);
    }

    /** Waits until they have ended. */
    public void awaitEnd() throws InterruptedException {
        for (LoopThread thread : threads) {
            thread.awaitEnd();
        }
    }
}
