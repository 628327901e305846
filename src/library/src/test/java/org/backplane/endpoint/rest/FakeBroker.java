package org.backplane.endpoint.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.LiveNode;
import org.backplane.broker.Presence;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.UserId;

/** Wraps a real broker; can be made unavailable or faulty. */
final class FakeBroker implements Broker {

    /** The behaviour of the broker. */
    enum Behaviour {
        WORKS,
        UNAVAILABLE,
        BROKEN
    }

    private final Broker real;
    private volatile Behaviour behaviour = Behaviour.WORKS;
    private volatile Runnable beforeSet = () -> {};
    private volatile List<LiveNode> nodes = List.of();
    private volatile Optional<String> problem = Optional.empty();
    private volatile BrokerFigures figures = BrokerFigures.NONE;

    FakeBroker(Broker real) {
        this.real = real;
    }

    void setBehaviour(Behaviour next) {
        behaviour = next;
    }

    /** Runs a task once, before the next write of a state document. */
    void beforeNextSet(Runnable task) {
        beforeSet = task;
    }

    private <T> CompletionStage<T> unlessFaulty(CompletionStage<T> outcome) {
        return switch (behaviour) {
            case WORKS -> outcome;
            case UNAVAILABLE -> CompletableFuture.failedFuture(new BrokerUnavailableException("cut off"));
            case BROKEN -> CompletableFuture.failedFuture(new IllegalStateException("secret of the house"));
        };
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        return unlessFaulty(real.publish(publication));
    }

    @Override
    public CompletionStage<Void> publishTransient(ChannelName channel, Line line) {
        return unlessFaulty(real.publishTransient(channel, line));
    }

    @Override
    public Subscription subscribe(ChannelName channel, ChannelListener listener) {
        return real.subscribe(channel, listener);
    }

    @Override
    public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
        return unlessFaulty(real.recover(channel, since, maxBytes));
    }

    @Override
    public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
        return unlessFaulty(real.history(channel, query));
    }

    @Override
    public CompletionStage<Snapshot> snapshot(ChannelName channel) {
        return unlessFaulty(real.snapshot(channel));
    }

    @Override
    public CompletionStage<Optional<Snapshot>> existing(ChannelName channel) {
        return unlessFaulty(real.existing(channel));
    }

    @Override
    public CompletionStage<Boolean> exists(ChannelName channel) {
        return unlessFaulty(real.exists(channel));
    }

    @Override
    public CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected) {
        Runnable task = beforeSet;
        beforeSet = () -> {};
        task.run();
        return unlessFaulty(real.set(channel, key, value, expected));
    }

    @Override
    public CompletionStage<Void> join(ChannelName channel, Presence presence) {
        return unlessFaulty(real.join(channel, presence));
    }

    @Override
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return unlessFaulty(real.leave(channel, user));
    }

    /** Sets the problem in its status. */
    void setProblem(String text) {
        problem = Optional.of(text);
    }

    /** Sets its figures. */
    void setFigures(BrokerFigures counted) {
        figures = counted;
    }

    /** Sets the live nodes. */
    void setNodes(List<LiveNode> live) {
        nodes = live;
    }

    @Override
    public BrokerFigures figures() {
        return figures;
    }

    @Override
    public BrokerStatus status() {
        return new BrokerStatus(
                "memory",
                behaviour == Behaviour.WORKS && problem.isEmpty(),
                problem,
                Map.of("server", "10.1.2.3:6379"));
    }

    @Override
    public List<LiveNode> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        real.close();
    }
}
