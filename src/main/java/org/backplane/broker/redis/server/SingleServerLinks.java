package org.backplane.broker.redis.server;

import java.time.Duration;
import java.util.Optional;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.feed.ChannelSubscriptions;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.loop.LoopThread;

/** The links to a Redis that is one server, perhaps one that sentinels name. */
public final class SingleServerLinks implements NodeLinks {

    private final ServerLinks shard;
    private final MasterWatch masterWatch;
    private final Optional<LoopThread> watching;

    /** Starts the links; the server need not be there yet. */
    public SingleServerLinks(LinkParts parts) {
        RedisConnector connector = parts.connector();
        this.masterWatch = new MasterWatch(connector::leaveFormerMaster);
        this.shard = ServerLinks.start(parts, connector, Redirection.NONE);
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
    public ChannelSubscriptions listening() {
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

    private LinkStatus links() {
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
