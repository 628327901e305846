package org.backplane.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.backplane.broker.Broker;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;
import org.backplane.hub.HubStarted;

/** Produces the {@link Monitor} of the node, and registers it in JMX as long as the application runs. */
@ApplicationScoped
public class MonitorProducer {

    private volatile Optional<NodeRegistration> registration = Optional.empty();

    /** Creates the monitor with the application, so that the uptime begins at its start and not at the first request. */
    void started(@Observes HubStarted hub, Monitor monitor) {
        registration = Optional.of(new NodeRegistration(hub.contextPath(), monitor));
    }

    void ending(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        registration.ifPresent(NodeRegistration::close);
        registration = Optional.empty();
    }

    /** Created once, at the start of the application. */
    @Produces
    @Singleton
    Monitor monitor(Configuration configuration, Broker broker, Hub hub) {
        return new Monitor(configuration, broker, hub, System.nanoTime());
    }

    /** Created once, with the first bean that needs it. */
    @Produces
    @Singleton
    Metrics metrics(Monitor monitor) {
        return new Metrics(monitor);
    }
}
