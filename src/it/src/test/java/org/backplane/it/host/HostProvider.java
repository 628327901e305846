package org.backplane.it.host;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Marks every response of the application, and has a status of its own for every failure. */
@Provider
public class HostProvider implements ContainerResponseFilter, ExceptionMapper<RuntimeException> {

    /** What it answers to failures. */
    public static final int STATUS = 418;

    /** The header that it adds. */
    public static final String HEADER = "X-Host";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().add(HEADER, "host");
    }

    @Override
    public Response toResponse(RuntimeException failure) {
        return Response.status(STATUS).build();
    }
}
