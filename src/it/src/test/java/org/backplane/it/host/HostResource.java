package org.backplane.it.host;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the application. */
@Path("greeting")
@RequestScoped
public class HostResource {

    /** Answers. */
    @GET
    public String greeting() {
        return "hello";
    }
}
