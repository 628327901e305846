package org.backplane.endpoint.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource with a bug. */
@Path("broken")
public class BrokenResource {

    /** Throws. */
    @GET
    public String broken() {
        throw new IllegalStateException("secret of the house");
    }
}
