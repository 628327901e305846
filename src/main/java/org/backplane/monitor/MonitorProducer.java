package org.backplane.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.backplane.broker.Broker;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;

/** Gives the container the one {@link Monitor} of the node. */
@ApplicationScoped
public class MonitorProducer {

    private volatile long startedAt = System.nanoTime();

    /** The uptime counts from here, not from the first time that somebody asks. */
    void started(@Observes @Initialized(ApplicationScoped.class) Object application) {
        startedAt = System.nanoTime();
    }

    /** Made once, with the first bean that needs it. */
    @Produces
    @Singleton
    Monitor monitor(Configuration configuration, Broker broker, Hub hub) {
        return new Monitor(configuration, broker, hub, startedAt);
    }
}
