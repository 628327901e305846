package org.backplane.node;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import org.backplane.endpoint.websocket.HandshakeFilter;

/**
 * Stops a deployment whose {@code web.xml} keeps the container from reading annotations: without {@link HandshakeFilter} every
 * WebSocket would be refused. CDI and the WebSocket endpoint are found all the same.
 */
final class RequiredFilters {

    private static final System.Logger LOG = System.getLogger(RequiredFilters.class.getName());

    private RequiredFilters() {}

    /** @throws IncompleteDeploymentException if the filter of the handshake is not there */
    static void require(ServletContext application) {
        if (!hasFilter(application)) {
            throw new IncompleteDeploymentException("The filters of Backplane are not in this deployment, so every"
                    + " WebSocket would be refused. Remove metadata-complete=\"true\" from WEB-INF/web.xml, and name"
                    + " <others/> in an absolute-ordering.");
        }
    }

    private static boolean hasFilter(ServletContext application) {
        try {
            return application.getFilterRegistrations().values().stream()
                    .map(FilterRegistration::getClassName)
                    .anyMatch(HandshakeFilter.class.getName()::equals);
        } catch (UnsupportedOperationException unknown) {
            LOG.log(Level.DEBUG, "the server does not tell its filters at this moment", unknown);
            return true;
        }
    }
}
