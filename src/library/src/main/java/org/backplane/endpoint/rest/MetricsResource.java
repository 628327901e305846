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

/** The metrics of this node, for Prometheus. */
@Dependent
@Path("metrics")
public class MetricsResource {

    @Inject
    private Metrics metrics;

    @Inject
    private Configuration configuration;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public MetricsResource() {}

    /**
     * Answers the metrics to administrators, and to those whom {@code status/open} names; else 403. The caller chooses between
     * two formats by {@code Accept}. There is no {@code @Produces}, since Prometheus accepts types with parameters that JAX-RS
     * does not match.
     */
    @GET
    public Response metrics(
            @Context HttpServletRequest request, @Context SecurityContext security, @Context HttpHeaders headers) {
        if (!new DetailsAccess(configuration, hub.admission()).isAllowed(request, security)) {
            return Problem.of(
                            Rejection.forbidden("metrics require the role backplane-admin, or the setting status/open"))
                    .toResponse();
        }
        Metrics.Text text = metrics.scrape(Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT)));
        return Response.ok(text.body().getBytes(StandardCharsets.UTF_8))
                .type(text.contentType())
                .build();
    }
}
