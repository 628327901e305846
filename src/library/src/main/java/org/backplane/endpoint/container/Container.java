package org.backplane.endpoint.container;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.backplane.hub.api.Frame;
import org.backplane.security.RateLimit;

/**
 * What differs between WebSocket containers, for one session: how a text frame is sent, and on which thread.
 *
 * <p>{@link TyrusContainer} and {@link UndertowContainer} use classes of the container that are no public API. Wherever those
 * are not found, {@link PortableContainer} uses the API of Jakarta WebSocket alone.
 */
public sealed interface Container permits PortableContainer, TyrusContainer, UndertowContainer {

    /** Returns the container of a session, recognized by the classes of the session. */
    static Container of(Session session) {
        return TyrusContainer.find(session)
                .or(() -> UndertowContainer.find(session))
                .orElseGet(() -> new PortableContainer(session));
    }

    /**
     * Wraps the request of a handshake so that the connection which results from it is closed when its client sends too many
     * pings; see {@link WatchedUpgrade} for the containers where that has an effect.
     *
     * @param pings creates the limit of the connection; called at most once, when the request is upgraded
     */
    static HttpServletRequest limitPings(HttpServletRequest request, Supplier<RateLimit> pings) {
        return WatchedUpgrade.of(request, pings);
    }

    /**
     * Passes a frame to the container, without waiting for the network. Not thread-safe: one frame at a time.
     *
     * @param outcome is called when the container can take the next frame, on this thread or on another
     * @throws IOException if the session is closed; a {@link RuntimeException} may mean the same
     */
    void send(Frame frame, SendHandler outcome) throws IOException;

    /** Returns the thread on which sending costs least; empty if that makes no difference. */
    default Optional<Executor> writingThread() {
        return Optional.empty();
    }
}
