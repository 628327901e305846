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

/** The links to a Redis that is one server, which may be the master that sentinels name. Thread-safe. */
public final class SingleServerLinks implements NodeLinks {

    private final ServerLinks server;
    private final MasterWatch masterWatch;
    private final Optional<LoopThread> masterWatchThread;

    /** Starts the links; the server need not be reachable yet. */
    public SingleServerLinks(LinkParts parts) {
        RedisConnector connector = parts.connector();
        this.masterWatch = new MasterWatch(connector::leaveFormerMaster);
        this.server = ServerLinks.start(parts, connector, Redirection.NONE);
        this.masterWatchThread =
                connector.hasSentinels() ? Optional.of(parts.start(masterWatch, "sentinels")) : Optional.empty();
    }

    @Override
    public Writer writer() {
        return server.writer();
    }

    @Override
    public Reader reader() {
        return server.reader();
    }

    @Override
    public ChannelSubscriptions subscriptions() {
        return server.subscriber();
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
        return server.links();
    }

    @Override
    public void watch() {
        server.watch();
        masterWatchThread.ifPresent(LoopThread::watch);
    }

    /** Does nothing: the probes of the writer arrive at the subscriber. */
    @Override
    public void probe() {}

    @Override
    public void close() {
        server.end();
        masterWatchThread.ifPresent(LoopThread::close);
        try {
            server.awaitEnd();
            if (masterWatchThread.isPresent()) {
                masterWatchThread.get().awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
