package org.backplane.hub.api;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One client's link as a door provides it: what the hub sends goes through here.
 *
 * <p>The hub calls {@link #send} from one thread at a time and not again before the outcome of the last one was told; it
 * may call {@link #close} at any time from any thread. An implementation need not be thread-safe beyond that.
 */
public interface Transport {

    /**
     * Is told how a send ended, once, by any thread, perhaps before {@link Transport#send} returns; but not before the link
     * can take more, as far as the transport knows what its client reads.
     */
    @FunctionalInterface
    interface Sent {
        /** @param successful whether the frame was handed to the network; if not, the connection is lost */
        void done(boolean successful);
    }

    /**
     * Sends a text frame. Must not block for long and must not throw.
     *
     * @param frame goes to others too
     */
    void send(Frame frame, Sent sent);

    /** Ends the link; nothing happens if it has ended. Must not throw. May block for a moment. */
    void close(CloseReason reason);

    /**
     * The thread that this link is written on, if sending there costs less: it runs what it is given one after the other, and
     * must not be blocked. Else the hub sends on threads of its own.
     */
    default Optional<Executor> writingThread() {
        return Optional.empty();
    }

    /** The address that the client connects from; empty if the server does not tell. */
    String remoteAddress();
}
