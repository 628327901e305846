package org.backplane.broker.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;

/** The links to a Redis that is one server, perhaps one that sentinels name. */
final class SingleServer implements Links {

    private static final long END_SECONDS = 2;

    private final Shard shard;
    private final List<Thread> watching;

    /** Starts the links; the server need not be there yet. */
    SingleServer(LinkParts parts) {
        RedisConnector connector = parts.connector(parts.address());
        this.shard = Shard.start(parts, connector, Redirection.NONE);
        this.watching =
                connector.hasSentinels() ? List.of(parts.start(new MasterWatch(connector), "sentinels")) : List.of();
    }

    @Override
    public Writer writer() {
        return shard.writer();
    }

    @Override
    public Reader reader() {
        return shard.reader();
    }

    @Override
    public Listening listening() {
        return shard.subscriber();
    }

    @Override
    public BrokerStatus status() {
        return links().status();
    }

    @Override
    public Duration outage() {
        return links().outage();
    }

    @Override
    public BrokerFigures figures() {
        return links().figures();
    }

    private RedisLinks links() {
        return shard.links();
    }

    @Override
    public void breakIfOverdue() {
        shard.writer().breakIfOverdue();
    }

    /** The writer publishes to the subscriber. */
    @Override
    public void probe() {}

    @Override
    public void close() {
        shard.end();
        watching.forEach(Thread::interrupt);
        try {
            shard.awaitEnd();
            for (Thread thread : watching) {
                thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
