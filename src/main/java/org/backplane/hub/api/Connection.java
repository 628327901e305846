package org.backplane.hub.api;

import org.backplane.hub.command.Request;

/**
 * One client's live link to this node, from the door's side: what the client asks goes in here, what it is told comes out
 * of the {@link Transport} that it was opened with.
 *
 * <p>{@link #accept} is called by one thread at a time; the other methods by any. No method blocks or throws.
 */
public interface Connection {

    /** Its id, unique for ever; others see it in the {@code from} of messages. */
    String id();

    /** Does what the client asks; the answer goes out by the transport, whenever it is there. */
    void accept(Request request);

    /** Whether the client is still listened to; when not, what it sends is ignored. */
    boolean isOpen();

    /** Ends it for that reason; what waits to be sent is dropped. */
    void close(CloseReason reason);

    /** Lets go of a connection whose link has ended by itself. */
    void ended();
}
