package org.backplane.event;

import static org.awaitility.Awaitility.await;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.event.cdi.AfterCommit;
import org.backplane.event.cdi.ApplicationApi;
import org.backplane.event.cdi.ApplicationThreads;
import org.backplane.event.cdi.InboundEvents;
import org.backplane.event.cdi.Json;
import org.backplane.event.cdi.OutboundEvents;
import org.backplane.hub.Hub;
import org.backplane.hub.HubStarted;
import org.backplane.hub.api.HubContext;
import org.backplane.security.Authorizer;

/** A node with an application: a real hub and a real CDI container, with fake transactions. */
public final class TestNode implements AutoCloseable {

    static final Configuration CONFIGURATION = Configuration.of(Map.of("presence/grace", "PT0S"));

    private static final ThreadFactory THREADS = task -> {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        return thread;
    };

    public final NodeIdentity identity = NodeIdentity.random("test");
    public final FakeTransactions transactions = new FakeTransactions();
    public final MemoryBroker broker;
    private final Hub hub;
    private final ApplicationThreads pools = new ApplicationThreads(THREADS);
    private final Json json = new Json(JsonbBuilder.create());
    private final SeContainer container;

    private TestNode(MemoryStore store, Class<?>... application) {
        broker = new MemoryBroker(identity, store, THREADS);
        hub = new Hub(CONFIGURATION, new HubContext(identity, broker, Authorizer.ALL_TO_ALL, THREADS));
        container = start(application);
    }

    private SeContainer start(Class<?>... application) {
        try {
            SeContainer started = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new ChannelExtension(), new Parts())
                    .addBeanClasses(InboundEvents.class, OutboundEvents.class)
                    .addBeanClasses(application)
                    .initialize();
            started.getBeanManager().getEvent().fire(new HubStarted("/test"));
            return started;
        } catch (RuntimeException | Error undeployed) {
            closeNode();
            throw undeployed;
        }
    }

    public static MemoryStore store() {
        return new MemoryStore(CONFIGURATION, Clock.systemUTC());
    }

    /** @param application the application's beans */
    public static TestNode with(Class<?>... application) {
        return on(store(), application);
    }

    /** Creates one of several nodes that share a store. */
    public static TestNode on(MemoryStore store, Class<?>... application) {
        return new TestNode(store, application);
    }

    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** Returns the application when its subscriptions are live, which is soon after the deployment. */
    public Shop shop() {
        Shop shop = bean(Shop.class);
        await().atMost(Duration.ofSeconds(30)).until(shop::listens);
        return shop;
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Returns the number of channels to which the node is subscribed. */
    public int channels() {
        return hub.status().now().channels();
    }

    /** Undeploys the application, but closes neither hub nor broker. */
    public void endApplication() {
        if (container.isRunning()) {
            container.close();
        }
    }

    @Override
    public void close() {
        endApplication();
        closeNode();
    }

    private void closeNode() {
        pools.close();
        hub.close();
        broker.close();
        json.close();
    }

    /** The beans that producers create on a server. */
    final class Parts implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            bean(discovery, Configuration.class, CONFIGURATION);
            bean(discovery, ApplicationThreads.class, pools);
            bean(discovery, AfterCommit.class, new AfterCommit(transactions));
            bean(discovery, ApplicationApi.class, new ApplicationApi(hub, json, pools.dependents()));
        }

        private static <T> void bean(AfterBeanDiscovery discovery, Class<T> type, T part) {
            discovery.<T>addBean().addTypes(type).scope(Singleton.class).createWith(context -> part);
        }
    }
}
