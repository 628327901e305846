package org.backplane.it.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the application. */
@Path("basket")
@RequestScoped
public class BasketResource {

    /** Answers. */
    @GET
    public String basket() {
        return "3 books";
    }
}
