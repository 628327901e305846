package org.backplane.event.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbBuilder;
import org.backplane.config.ServerResources;
import org.backplane.hub.Hub;

/** Creates the parts of the CDI API when the application first uses them, and closes them with the application. */
@ApplicationScoped
public class EventProducer {

    @Produces
    @Singleton
    Json json() {
        return new Json(JsonbBuilder.create());
    }

    /** Static, as the other disposer: when WildFly 39 disposes of singletons, the application scope has ended. */
    static void close(@Disposes Json json) {
        json.close();
    }

    @Produces
    @Singleton
    ApplicationThreads threads() {
        return new ApplicationThreads(ServerResources.threads());
    }

    static void close(@Disposes ApplicationThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    AfterCommit afterCommit() {
        return new AfterCommit(ServerResources.transactions());
    }

    @Produces
    @Singleton
    ApplicationApi api(Hub hub, Json json, ApplicationThreads pools) {
        return new ApplicationApi(hub, json, pools.dependents());
    }
}
