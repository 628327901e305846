package org.backplane.bench.load.dialect;

import java.util.Optional;
import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.FrameReader;

/** One connection's side of a conversation: what it answers to what it hears. Called by the thread that reads. */
public interface Talk {

    /** The WebSocket is open. */
    void opened(Client client);

    /** A text message came: bytes of the buffer, which are others after the call. */
    void received(byte[] buffer, FrameReader.Span text, Client client);

    /** What it could come back with; empty if it cannot. To be asked when nothing is received any more. */
    default Optional<Subscription.Previous> previous() {
        return Optional.empty();
    }
}
