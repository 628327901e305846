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
 * The REST door at {@code api}.
 *
 * <p>It names its classes one by one, and none of its filters and mappers carries {@code @Provider}: a WAR that is laid
 * over this one can have a JAX-RS application of its own, and neither meets the other's providers.
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

    /** Jersey would answer OPTIONS and {@code application.wadl} with a description in XML, which is not of this door. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
