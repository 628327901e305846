package org.backplane.endpoint.root;

import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.backplane.endpoint.rest.RestApplication;

/** The REST API at {@code api}. */
@ApplicationPath("api")
public class RootRestApplication extends RestApplication {

    /** For the container. */
    public RootRestApplication() {}

    @Override
    public Set<Class<?>> getClasses() {
        return allClasses();
    }
}
