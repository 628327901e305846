package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.backplane.config.Configuration;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.DetailsAccess;
import org.backplane.hub.Hub;
import org.backplane.monitor.Monitor;

/** The status of this node: a summary for everybody, the details for administrators. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("status")
public class StatusResource {

    @Inject
    private Monitor monitor;

    @Inject
    private Configuration configuration;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public StatusResource() {}

    /**
     * Answers the kind of the broker, whether it is available, and the problem that Redis reports. Administrators, and those
     * whom {@code status/open} names, see the details of the broker, all nodes, the figures of this node, and every setting
     * with its source as well; see {@link DetailsAccess}. Secrets are masked.
     */
    @GET
    public Response status(@Context HttpServletRequest request, @Context SecurityContext security) {
        boolean withDetails = new DetailsAccess(configuration, hub.admission()).isAllowed(request, security);
        return Answer.ok(withDetails ? StatusJson.full(monitor.status()) : StatusJson.brief(monitor.broker()));
    }
}
