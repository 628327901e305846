package org.backplane.event.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.config.Configuration;
import org.backplane.config.OwnApplication;
import org.backplane.config.Settings;
import org.backplane.hub.HubStarted;
import org.backplane.message.ChannelName;

/**
 * Subscribes to the channels that the application observes, as long as it runs. Without observers, nothing is created.
 */
@ApplicationScoped
public class InboundEvents {

    @Inject
    private ChannelBeans declared;

    @Inject
    private Instance<ApplicationApi> api;

    @Inject
    private Instance<Configuration> configuration;

    @Inject
    private Instance<ApplicationThreads> threads;

    @Inject
    @Any
    private Event<Object> events;

    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    /** Starts after the node and before the beans of the application, which may publish at their start what they observe. */
    void start(@Observes HubStarted hub) {
        declared.open(api::get);
        declared.observed().forEach((name, observed) -> subscribe(new ChannelName(name), observed));
    }

    private void subscribe(ChannelName channel, Set<Observed> observed) {
        ObserverQueue queue = new ObserverQueue(
                channel,
                threads.get().observers(),
                configuration.get().get(Settings.CONNECTION_QUEUE_BYTES),
                System::nanoTime);
        ChannelObservers observers = new ChannelObservers(channel, observed, events, queue);
        open.addAll(List.of(api.get().hub().subscribe(channel, observers), queue));
    }

    /** Stops before the node: observers are not called any more while the application stops. */
    void stop(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @BeforeDestroyed(ApplicationScoped.class)
                    Object application)
            throws Exception {
        if (!OwnApplication.isMeantBy(application)) {
            return;
        }
        for (AutoCloseable each = open.poll(); each != null; each = open.poll()) {
            each.close();
        }
    }
}
