package org.backplane.endpoint.root;

import jakarta.servlet.annotation.WebFilter;
import org.backplane.endpoint.websocket.HandshakeFilter;

/** The filter of the handshakes of {@link RootHub}. */
@WebFilter(urlPatterns = "/hub", asyncSupported = true)
public final class RootHandshakeFilter extends HandshakeFilter {

    private static final long serialVersionUID = 1L;

    /** For the container. */
    public RootHandshakeFilter() {}

    @Override
    protected boolean isServed() {
        return true;
    }
}
