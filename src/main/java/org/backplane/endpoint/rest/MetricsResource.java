package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.backplane.config.Configuration;
import org.backplane.endpoint.rest.http.DetailsAccess;
import org.backplane.endpoint.rest.http.Problem;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Rejection;
import org.backplane.monitor.Metrics;

/** The figures of this node, for a Prometheus that comes by. */
@Dependent
@Path("metrics")
public class MetricsResource {

    @Inject
    private Metrics metrics;

    @Inject
    private Configuration configuration;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 takes no class that has no such constructor. */
    public MetricsResource() {}

    /**
     * Answers with the figures, in the format that the caller prefers of the two there are, to administrators, and to
     * those whom {@code status/open} names; else 403. It says itself what it answers in, since Prometheus asks for types with
     * parameters that JAX-RS does not choose by.
     */
    @GET
    public Response metrics(
            @Context HttpServletRequest request, @Context SecurityContext security, @Context HttpHeaders headers) {
        if (!new DetailsAccess(configuration, hub.admission()).isGivenTo(request, security)) {
            return Problem.of(
                            Rejection.forbidden("metrics are for administrators, and for those whom status/open names"))
                    .toResponse();
        }
        Metrics.Text text = metrics.scrape(Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT)));
        return Response.ok(text.body().getBytes(StandardCharsets.UTF_8))
                .type(text.contentType())
                .build();
    }
}
