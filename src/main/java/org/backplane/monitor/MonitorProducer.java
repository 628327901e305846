package org.backplane.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import org.backplane.broker.Broker;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;

/** Gives the container the one {@link Monitor} of the node, and shows it in JMX as long as the application runs. */
@ApplicationScoped
public class MonitorProducer {

    private volatile Optional<NodeRegistration> registration = Optional.empty();

    /** With the application: so the uptime counts from here, not from the first time that somebody asks. */
    void started(@Observes @Initialized(ApplicationScoped.class) ServletContext application, Monitor monitor) {
        registration = Optional.of(new NodeRegistration(application.getContextPath(), monitor));
    }

    void ending(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        registration.ifPresent(NodeRegistration::close);
        registration = Optional.empty();
    }

    /** Made once, with the application. */
    @Produces
    @Singleton
    Monitor monitor(Configuration configuration, Broker broker, Hub hub) {
        return new Monitor(configuration, broker, hub, System.nanoTime());
    }

    /** Made once, with the first bean that needs it. */
    @Produces
    @Singleton
    Metrics metrics(Monitor monitor) {
        return new Metrics(monitor);
    }
}
