package org.backplane.endpoint.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A bug. */
@Path("broken")
public class BrokenResource {

    /** Fails. */
    @GET
    public String broken() {
        throw new IllegalStateException("secret of the house");
    }
}
