package org.backplane.broker.redis;

import java.time.Duration;
import java.util.Optional;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;

/** The links to a Redis that is one server, perhaps one that sentinels name. */
final class SingleServer implements Links {

    private final Shard shard;
    private final MasterWatch masterWatch;
    private final Optional<LoopThread> watching;

    /** Starts the links; the server need not be there yet. */
    SingleServer(LinkParts parts) {
        RedisConnector connector = parts.connector();
        this.masterWatch = new MasterWatch(connector::leaveFormerMaster);
        this.shard = Shard.start(parts, connector, Redirection.NONE);
        this.watching =
                connector.hasSentinels() ? Optional.of(parts.start(masterWatch, "sentinels")) : Optional.empty();
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
        return links().status().with(masterWatch.problem());
    }

    @Override
    public Duration outage() {
        Duration links = links().outage();
        Duration watch = masterWatch.outage();
        return links.compareTo(watch) > 0 ? links : watch;
    }

    @Override
    public BrokerFigures figures() {
        return links().figures();
    }

    private RedisLinks links() {
        return shard.links();
    }

    @Override
    public void watch() {
        shard.watch();
        watching.ifPresent(LoopThread::watch);
    }

    /** The writer publishes to the subscriber. */
    @Override
    public void probe() {}

    @Override
    public void close() {
        shard.end();
        watching.ifPresent(LoopThread::close);
        try {
            shard.awaitEnd();
            if (watching.isPresent()) {
                watching.get().awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
