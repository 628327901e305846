package org.backplane.endpoint.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.security.Admission;

/** Decides who is shown the details of a node: its status in full, and its metrics. */
final class Insight {

    private final Configuration configuration;
    private final Admission admission;

    Insight(Configuration configuration, Admission admission) {
        this.configuration = configuration;
        this.admission = admission;
    }

    /**
     * Administrators see them, and everybody with {@code status/open}.
     *
     * <p>An administrator is who is in the role {@link Admission#ADMINISTRATOR}; where no login is needed, so is a caller on
     * loopback.
     */
    boolean isGivenTo(HttpServletRequest request, SecurityContext security) {
        return configuration.get(Settings.STATUS_OPEN)
                || Visitor.of(security)
                        .user()
                        .filter(admission::isAdministrator)
                        .isPresent()
                || (!admission.needsLogin() && Loopback.isOrigin(request));
    }
}
