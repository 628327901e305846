package org.backplane.endpoint.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.security.Admission;

/** Decides who is shown the details of a node: its status in full, and its metrics. */
public final class DetailsAccess {

    private final Configuration configuration;
    private final Admission admission;

    public DetailsAccess(Configuration configuration, Admission admission) {
        this.configuration = configuration;
        this.admission = admission;
    }

    /**
     * Those in the role {@link Admission#ADMINISTRATOR} see them, and whoever {@code status/open} names. Callers on loopback are
     * nobody special where a login is needed.
     */
    public boolean isGivenTo(HttpServletRequest request, SecurityContext security) {
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
