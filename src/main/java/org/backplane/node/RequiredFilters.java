package org.backplane.node;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import org.backplane.endpoint.websocket.HandshakeFilter;

/**
 * Fails a deployment whose {@code web.xml} disables the annotations of filters: without {@link HandshakeFilter} every
 * WebSocket would be refused, since CDI and the WebSocket endpoint are found even then.
 */
final class RequiredFilters {

    private static final System.Logger LOG = System.getLogger(RequiredFilters.class.getName());

    private RequiredFilters() {}

    /** @throws IncompleteDeploymentException if the handshake filter is missing */
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
            LOG.log(Level.DEBUG, "the server does not list its filters at this point", unknown);
            return true;
        }
    }
}
