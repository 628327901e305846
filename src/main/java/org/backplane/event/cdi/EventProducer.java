package org.backplane.event.cdi;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.backplane.hub.Hub;

/** Puts this door's parts together when the application first needs them, and ends them with it. */
@ApplicationScoped
public class EventProducer {

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    private ManagedThreadFactory threads;

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @Produces
    @Singleton
    Json json() {
        return new Json(JsonbBuilder.create());
    }

    /** Static, like the other one: when singletons are disposed of there is no application scope any more on WildFly 39. */
    static void close(@Disposes Json json) {
        json.close();
    }

    @Produces
    @Singleton
    ApplicationThreads threads() {
        return new ApplicationThreads(threads);
    }

    static void close(@Disposes ApplicationThreads ending) {
        ending.close();
    }

    @Produces
    @Singleton
    AfterCommit afterCommit() {
        return new AfterCommit(transactions);
    }

    @Produces
    @Singleton
    ApplicationApi door(Hub hub, Json json, ApplicationThreads pools) {
        return new ApplicationApi(hub, json, pools.dependents());
    }
}
