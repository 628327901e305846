package org.backplane.hub;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.Published;
import org.backplane.broker.SetResult;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;

/**
 * This node's connections, which channels each listens to, and the way of every door to the broker.
 *
 * <p>Each operation asks the authorizer, keeps inboxes private, and holds the limits of the settings, whichever door it
 * comes through. The stages of operations fail with {@link RefusedException} and nothing else; they are completed by any
 * thread, which must not be blocked.
 *
 * <p>Thread-safe; no method but {@link #close} blocks.
 */
public final class Hub implements AutoCloseable {

    /** Starts the hub's threads. */
    public Hub(Configuration configuration, HubContext context) {
        configuration.entries();
        context.node();
    }

    /**
     * Takes in a client. Its first command must be {@code hello}.
     *
     * @param identity what the door knows of the client
     */
    public Connection open(Transport transport, Identity identity) {
        return notYet();
    }

    /** Stores a message and delivers it everywhere; completes once it is stored. */
    public CompletionStage<Published> publish(Caller caller, ChannelName channel, Content content) {
        return notYet();
    }

    /** Delivers a message to those who listen now, where there is room; its key does not count. */
    public CompletionStage<Void> publishTransient(Caller caller, ChannelName channel, Content content) {
        return notYet();
    }

    /**
     * Puts a message in a user's inbox, then a copy in the sender's own, under the same message id. A repetition under the
     * same key completes what is missing.
     *
     * @return the place in the sender's inbox; that in the recipient's if application code sends, which has none
     */
    public CompletionStage<Published> send(Caller caller, UserId to, Content content) {
        return notYet();
    }

    /** Reads a page of the past, of at most 256 KiB but one message at least. */
    public CompletionStage<HistoryPage> history(Caller caller, ChannelName channel, HistoryRequest page) {
        return notYet();
    }

    /** Reads who is in a channel. */
    public CompletionStage<Members> members(Caller caller, ChannelName channel) {
        return notYet();
    }

    /** Reads the state documents of a channel. */
    public CompletionStage<ChannelState> state(Caller caller, ChannelName channel) {
        return notYet();
    }

    /** Writes a state document; fails with {@link ErrorCode#CONFLICT} if it has another version than expected. */
    public CompletionStage<SetResult.Written> set(Caller caller, ChannelName channel, StateChange change) {
        return notYet();
    }

    /**
     * Listens to a channel for application code, from now on. The listening begins as soon as the broker can be reached,
     * and is no presence.
     *
     * @throws IllegalArgumentException if the channel is an inbox
     */
    public Listening listen(ChannelName channel, ChannelHandler handler) {
        return notYet();
    }

    /** Ends all connections of a user to this node and returns how many there were. */
    public int disconnect(UserId user) {
        return Hub.<Integer>notYet();
    }

    /** How the hub is doing. */
    public HubStatus status() {
        return notYet();
    }

    /**
     * Takes nobody in any more, tells every client that the service restarts, takes this node's members out of their
     * channels, and ends the hub's threads. Waits at most about two seconds.
     */
    @Override
    public void close() {
        Hub.<Void>notYet();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T notYet() {
        throw new UnsupportedOperationException("not yet");
    }
}
