package org.backplane.hub.api;

import org.backplane.hub.command.Request;

/**
 * A connection of a client to this node, as an endpoint sees it: the endpoint passes in the requests of the client, and the
 * hub sends the answers and pushes by the {@link Transport} of the connection.
 *
 * <p>{@link #accept} is called by one thread at a time, the other methods by any thread. No method blocks or throws.
 */
public interface Connection {

    /** The id of the connection, unique over all nodes and times; readers see it in the {@code from} of messages. */
    String id();

    /** Executes a request; the answer is sent by the transport, in general after this method returns. */
    void accept(Request request);

    /** Whether the connection is open; requests to a closed one are ignored. */
    boolean isOpen();

    /** Closes the connection; queued frames are dropped. Has no effect on a closed connection. */
    void close(CloseReason reason);

    /** Called when the link has ended: closes the connection with {@link CloseReason#GONE}. */
    void ended();
}
