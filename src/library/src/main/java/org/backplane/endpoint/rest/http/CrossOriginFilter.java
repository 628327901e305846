package org.backplane.endpoint.rest.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.backplane.hub.command.Rejection;
import org.backplane.security.Origins;

/**
 * Applies the rule about the pages that may use this node, as for the WebSocket: a write from a page of another origin is
 * rejected before anything is done, and CORS headers allow the pages of {@code origins} to read the response.
 *
 * <p>The allowed origin is the one of the request, never a wildcard, so that pages may send the credentials of the user, as
 * they do when they open a WebSocket. Every response has {@code Vary: Origin}, {@code nosniff} and {@code no-store}.
 */
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class CrossOriginFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String ORIGIN = "Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String PREFLIGHT_SECONDS = "600";

    @Inject
    private Origins origins;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public CrossOriginFilter() {}

    @Override
    public void filter(ContainerRequestContext request) {
        boolean preflight = isPreflight(request);
        if (!preflight && READS.contains(request.getMethod())) {
            return;
        }
        if (!origins.allow(headers(request))) {
            request.abortWith(Problem.of(Rejection.forbidden(
                            "pages of this origin may not use this server; see the setting origins"))
                    .toResponse());
        } else if (preflight) {
            request.abortWith(permission());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.add(HttpHeaders.VARY, ORIGIN);
        origin(request).filter(origins::isAllowed).ifPresent(origin -> {
            headers.putSingle("Access-Control-Allow-Origin", origin);
            headers.putSingle("Access-Control-Allow-Credentials", "true");
            headers.putSingle("Access-Control-Expose-Headers", "ETag, Retry-After, WWW-Authenticate");
        });
    }

    private static boolean isPreflight(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.OPTIONS)
                && origin(request).isPresent()
                && request.getHeaderString(REQUEST_METHOD) != null;
    }

    private static Response permission() {
        return Response.noContent()
                .header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, If-None-Match")
                .header("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .build();
    }

    private static Origins.Headers headers(ContainerRequestContext request) {
        return Origins.Headers.of(name -> header(request, name));
    }

    private static Optional<String> origin(ContainerRequestContext request) {
        return header(request, ORIGIN);
    }

    private static Optional<String> header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name));
    }
}
