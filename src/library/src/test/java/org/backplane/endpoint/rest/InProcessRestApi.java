package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.endpoint.rest.http.JsonRequest;
import org.backplane.endpoint.rest.http.Responder;
import org.backplane.endpoint.rest.http.ResponseExecutor;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.monitor.Metrics;
import org.backplane.monitor.Monitor;
import org.backplane.security.AnonymousTokens;
import org.backplane.security.Authorizer;
import org.backplane.security.Origins;
import org.glassfish.hk2.api.Context;
import org.glassfish.hk2.api.TypeLiteral;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;

/** The whole REST API in the JVM: JAX-RS without HTTP, with a hub and a memory broker. */
public final class InProcessRestApi implements AutoCloseable {

    private static final URI BASE = URI.create("http://chat.example/backplane/api/");
    private static final long BOUND_SECONDS = 10;

    private final ResponseExecutor threads = new ResponseExecutor(Thread::new, 2, 100);
    private final FakeBroker broker;
    private final Hub hub;
    private final ApplicationHandler jersey;
    private RemotePeer peer = RemotePeer.local();

    public InProcessRestApi() {
        this(Map.of());
    }

    public InProcessRestApi(Map<String, String> settings) {
        this(settings, Authorizer.ALL_TO_ALL);
    }

    public InProcessRestApi(Map<String, String> settings, Authorizer authorizer) {
        Configuration configuration = Configuration.of(settings);
        NodeIdentity node = NodeIdentity.random("a");
        broker = new FakeBroker(new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), Thread::new));
        hub = new Hub(configuration, new HubContext(node, broker, authorizer, Thread::new));
        jersey = new ApplicationHandler(application(configuration));
    }

    private ResourceConfig application(Configuration configuration) {
        return ResourceConfig.forApplication(new RestApplication())
                .register(BrokenResource.class)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(new DependentContext()).to(new TypeLiteral<Context<Dependent>>() {});
                        bindFactory(new RequestFactory()).to(HttpServletRequest.class);
                        bind(hub).to(Hub.class);
                        bind(configuration).to(Configuration.class);
                        bind(new Origins(configuration)).to(Origins.class);
                        bind(new Monitor(configuration, broker, hub, System.nanoTime()))
                                .to(Monitor.class);
                        bind(new Metrics(new Monitor(configuration, broker, hub, System.nanoTime())))
                                .to(Metrics.class);
                        bind(new JsonRequest(configuration)).to(JsonRequest.class);
                        bind(new Responder(threads, threads)).to(Responder.class);
                    }
                });
    }

    FakeBroker broker() {
        return broker;
    }

    Hub hub() {
        return hub;
    }

    /** Returns a new token. */
    public static String token() {
        return new AnonymousTokens().issue();
    }

    /** Returns the id of the user of a token. */
    public static String userOf(String token) {
        return new AnonymousTokens().userOf(token).orElseThrow().id().value();
    }

    /** Sets the peer of the following requests. */
    void setPeer(RemotePeer from) {
        peer = from;
    }

    /** Begins a request for a path below {@code api}, percent-encoded. */
    public Call call(String method, String path) {
        return new Call(this, method, BASE.resolve(path));
    }

    Reply send(ContainerRequest request) {
        try {
            return Reply.of(jersey.apply(request).get(BOUND_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(request.getMethod() + " " + request.getRequestUri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    jakarta.ws.rs.core.Configuration configuration() {
        return jersey.getConfiguration();
    }

    static URI base() {
        return BASE;
    }

    @Override
    public void close() {
        hub.close();
        broker.close();
        threads.close();
    }

    private final class RequestFactory implements org.glassfish.hk2.api.Factory<HttpServletRequest> {

        @Override
        public HttpServletRequest provide() {
            return (HttpServletRequest) Proxy.newProxyInstance(
                    InProcessRestApi.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, args) -> {
                        return switch (method.getName()) {
                            case "getRemoteAddr" -> peer.address();
                            case "isAsyncSupported" -> true;
                            case "getHeader" -> peer.headers().get((String) args[0]);
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
                    });
        }

        @Override
        public void dispose(HttpServletRequest request) {}
    }
}
