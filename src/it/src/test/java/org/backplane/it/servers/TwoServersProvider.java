package org.backplane.it.servers;

import java.lang.annotation.Annotation;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Gives tests the {@link TwoServers}. */
public final class TwoServersProvider implements ResourceProvider {

    @Inject
    private Instance<TwoServers> cluster;

    @Override
    public boolean canProvide(Class<?> type) {
        return type == TwoServers.class;
    }

    @Override
    public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
        return cluster.get();
    }
}
