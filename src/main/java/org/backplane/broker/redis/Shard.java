package org.backplane.broker.redis;

import java.util.List;

/** The three links to one server of Redis, each with a connection and a thread of its own. Thread-safe. */
record Shard(
        ServerHealth health,
        RedisWriter writer,
        RedisReader reader,
        RedisSubscriber subscriber,
        List<LoopThread> threads) {

    /** Starts the threads; the server need not be there yet. */
    static Shard start(LinkParts parts, RedisConnector connector, Redirection redirection) {
        LinkLog log = new LinkLog(connector.address());
        ServerHealth health = new ServerHealth(log);
        RedisWriter writer = new RedisWriter(parts.calls(), connector, health, redirection);
        RedisReader reader = new RedisReader(connector, () -> !writer.isUp(), health, redirection);
        RedisSubscriber subscriber = new RedisSubscriber(parts, connector, log, redirection);
        return new Shard(
                health,
                writer,
                reader,
                subscriber,
                List.of(
                        parts.start(writer, "writer"),
                        parts.start(reader, "reader"),
                        parts.start(subscriber, "subscriber")));
    }

    /** Whether this node can change and read what is there, and hears what others change. */
    boolean isUp() {
        return links().isUp();
    }

    /** To be called several times a second: breaks links that hang, and starts threads again that have ended. */
    void watch() {
        writer.breakIfOverdue();
        threads.forEach(LoopThread::watch);
    }

    /** Whether it does all that this node needs of it. */
    boolean works() {
        return isUp() && health.takesWrites();
    }

    /** Its links, as administrators see them. */
    RedisLinks links() {
        return new RedisLinks(health, writer, reader, subscriber);
    }

    /** Ends the threads soon; what waits fails. */
    void end() {
        subscriber.close();
        writer.close();
        reader.close();
        threads.forEach(LoopThread::close);
    }

    /** Whether all of them have ended. */
    boolean hasEnded() {
        return threads.stream().allMatch(LoopThread::hasEnded);
    }

    /** Waits until they have ended. */
    void awaitEnd() throws InterruptedException {
        for (LoopThread thread : threads) {
            thread.awaitEnd();
        }
    }
}
