package org.backplane.hub.api;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The link to one client, implemented by an endpoint; the hub sends by it.
 *
 * <p>The hub calls {@link #send} from one thread at a time, and only after the last send was completed. It may call
 * {@link #close} at any time from any thread. An implementation need not be thread-safe beyond that.
 */
public interface Transport {

    /**
     * Completes a send. Called once, by any thread, perhaps before {@link Transport#send} returns, but not before the link
     * can accept more, as far as the transport knows what its client reads.
     */
    @FunctionalInterface
    interface Sent {
        /** @param successful whether the frame was handed to the network; if not, the connection is lost */
        void done(boolean successful);
    }

    /**
     * Sends a text frame. Must not block for long and must not throw.
     *
     * @param frame shared with other connections
     */
    void send(Frame frame, Sent sent);

    /** Closes the link; has no effect if it is closed. Must not throw. May block for a short time. */
    void close(CloseReason reason);

    /**
     * The thread that writes to this link, if sending on it costs less: it runs tasks serially and must not be blocked. If
     * empty, the hub sends on its own threads.
     */
    default Optional<Executor> writingThread() {
        return Optional.empty();
    }

    /** The address that the client connects from; empty if the server does not provide it. */
    String remoteAddress();
}
