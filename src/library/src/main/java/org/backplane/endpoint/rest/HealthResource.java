package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.RequestUser;
import org.backplane.message.JsonWriter;
import org.backplane.monitor.Health;
import org.backplane.monitor.Monitor;

/** The health checks for load balancers and orchestrators, in the format of MicroProfile Health. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("health")
public class HealthResource {

    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    @Inject
    private Monitor monitor;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public HealthResource() {}

    /** Answers 200 while the application runs. A node without its broker is alive, since a restart would not help. */
    @GET
    @Path("live")
    public Response live(@Context SecurityContext security) {
        RequestUser.of(security);
        return Answer.ok(json(UP, List.of()));
    }

    /**
     * Answers 200 if the broker is available, or unavailable for a short time only, and the node is not stopping; else 503.
     * Does not block: it reports the last known state of the broker.
     */
    @GET
    @Path("ready")
    public Response ready(@Context SecurityContext security) {
        RequestUser.of(security);
        Health health = monitor.health();
        String broker = check("broker", health.isBrokerReliable())
                .raw("data", data(health))
                .end();
        String clients = check("clients", health.takesClients()).end();
        return Answer.of(
                health.isReady() ? Status.OK : Status.SERVICE_UNAVAILABLE,
                json(status(health.isReady()), List.of(broker, clients)));
    }

    private static String data(Health health) {
        return new JsonWriter()
                .string("kind", health.broker())
                .bool("available", health.isBrokerAvailable())
                .end();
    }

    private static JsonWriter check(String name, boolean isUp) {
        return new JsonWriter().string("name", name).string("status", status(isUp));
    }

    private static String status(boolean isUp) {
        return isUp ? UP : DOWN;
    }

    private static String json(String status, List<String> checks) {
        return new JsonWriter().string("status", status).array("checks", checks).end();
    }
}
