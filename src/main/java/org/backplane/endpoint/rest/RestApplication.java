package org.backplane.endpoint.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.backplane.endpoint.rest.http.ChannelQueryFilter;
import org.backplane.endpoint.rest.http.CrossOriginFilter;
import org.backplane.endpoint.rest.http.ProblemMapper;
import org.backplane.endpoint.rest.http.RequestUserFilter;

/**
 * The REST API at {@code api}.
 *
 * <p>The classes are listed, and no filter or mapper is annotated with {@code @Provider}: an application that is built on this
 * WAR can have a JAX-RS application of its own, and neither gets the providers of the other.
 */
@ApplicationPath("api")
public class RestApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                MessageResource.class,
                MemberResource.class,
                StateResource.class,
                UserResource.class,
                StatusResource.class,
                MetricsResource.class,
                HealthResource.class,
                ChannelQueryFilter.class,
                CrossOriginFilter.class,
                RequestUserFilter.class,
                ProblemMapper.class);
    }

    /** Switches off the description in XML with which Jersey would answer OPTIONS and {@code application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
