package org.backplane.endpoint.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.security.Admission;

/** Decides who may read the details of a node: the whole status and the metrics. */
public final class DetailsAccess {

    private final Configuration configuration;
    private final Admission admission;

    public DetailsAccess(Configuration configuration, Admission admission) {
        this.configuration = configuration;
        this.admission = admission;
    }

    /**
     * Whether the user of a request has the role {@link Admission#ADMINISTRATOR}, or {@code status/open} admits the request.
     * Where a login is needed, {@code status/open=loopback} admits nobody.
     */
    public boolean isAllowed(HttpServletRequest request, SecurityContext security) {
        return isAdministrator(security)
                || switch (configuration.get(Settings.STATUS_OPEN)) {
                    case ADMINISTRATORS -> false;
                    case LOOPBACK -> !admission.needsLogin() && Loopback.isOrigin(request);
                    case EVERYBODY -> true;
                };
    }

    private boolean isAdministrator(SecurityContext security) {
        return RequestUser.of(security)
                .user()
                .filter(admission::isAdministrator)
                .isPresent();
    }
}
