package org.backplane.event.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
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
import org.backplane.message.ChannelName;

/**
 * Listens, as long as the application runs, to the channels that it observes. Without observers nothing is made here, and
 * no thread either.
 */
@ApplicationScoped
public class InboundEvents {

    @Inject
    private ChannelBeans declared;

    @Inject
    private Instance<ApplicationApi> door;

    @Inject
    private Instance<Configuration> configuration;

    @Inject
    private Instance<ApplicationThreads> threads;

    @Inject
    @Any
    private Event<Object> events;

    private volatile boolean started;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    /** After the node itself, before the application, which may publish at its start what it observes. */
    void start(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
                    Object application) {
        if (started || !OwnApplication.isMeantBy(application)) {
            return;
        }
        started = true;
        declared.open(door::get);
        declared.observed().forEach((name, observed) -> listen(new ChannelName(name), observed));
    }

    private void listen(ChannelName channel, Set<Observed> observed) {
        ObserverQueue handOver = new ObserverQueue(
                channel,
                threads.get().observers(),
                configuration.get().get(Settings.CONNECTION_QUEUE_BYTES),
                System::nanoTime);
        ChannelObservers observers = new ChannelObservers(channel, observed, events, handOver);
        open.addAll(List.of(door.get().hub().listen(channel, observers), handOver));
    }

    /** Before the node itself: observers are told nothing more while the application goes down. */
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
