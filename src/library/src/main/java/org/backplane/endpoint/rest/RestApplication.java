package org.backplane.endpoint.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.backplane.endpoint.BasePath;
import org.backplane.endpoint.rest.http.AsyncSupportFilter;
import org.backplane.endpoint.rest.http.ChannelQueryFilter;
import org.backplane.endpoint.rest.http.CrossOriginFilter;
import org.backplane.endpoint.rest.http.ProblemMapper;
import org.backplane.endpoint.rest.http.RequestUserFilter;

/**
 * The REST API at {@code backplane/api}; in an application that has it at its root, everything there is 404.
 *
 * <p>The classes are listed, and no filter or mapper is annotated with {@code @Provider}: an application that is built on this
 * WAR can have a JAX-RS application of its own, and neither gets the providers of the other.
 */
@ApplicationPath("backplane/api")
public class RestApplication extends Application {

    /** One class is left at the root, because an empty set would mean every class of the application. */
    @Override
    public Set<Class<?>> getClasses() {
        return BasePath.isRoot() ? Set.of(ProblemMapper.class) : allClasses();
    }

    /** Returns the resources, filters and mappers of the API. */
    protected static Set<Class<?>> allClasses() {
        return Set.of(
                MessageResource.class,
                MemberResource.class,
                StateResource.class,
                UserResource.class,
                StatusResource.class,
                MetricsResource.class,
                HealthResource.class,
                AsyncSupportFilter.class,
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
