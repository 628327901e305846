package org.backplane.it.cluster;

import java.lang.annotation.Annotation;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Gives tests the {@link Cluster}. */
public final class ClusterProvider implements ResourceProvider {

    @Inject
    private Instance<Cluster> cluster;

    @Override
    public boolean canProvide(Class<?> type) {
        return type == Cluster.class;
    }

    @Override
    public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
        return cluster.get();
    }
}
