package org.backplane.node;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.config.BadSettingException;
import org.backplane.config.Configuration;
import org.backplane.config.OwnApplication;
import org.backplane.endpoint.container.ApplicationClasses;
import org.backplane.endpoint.container.RecordMethods;
import org.backplane.endpoint.websocket.EndpointParts;
import org.backplane.endpoint.websocket.HandshakePass;
import org.backplane.endpoint.websocket.LoginSessions;
import org.backplane.hub.Hub;
import org.backplane.security.AccessRules;
import org.backplane.security.Origins;
import org.backplane.security.RoleNames;
import org.jspecify.annotations.Nullable;

/** Starts the node with the application, makes its parts injectable, and closes it with the application. */
@ApplicationScoped
public class NodeProducer {

    private static final System.Logger LOG = System.getLogger(NodeProducer.class.getName());

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    private ManagedThreadFactory threads;

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Inject
    private ApplicationAuthorizer authorizer;

    private @Nullable AccessSettings access;
    private @Nullable Node node;

    /** For the container. */
    public NodeProducer() {}

    /**
     * Starts the node before any other bean that observes the start of the application. An exception fails the deployment.
     *
     * <p>The servlet context is taken from the event: on Payara 6.2025.10 it can be injected only during a request.
     */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) @Initialized(ApplicationScoped.class)
                    ServletContext application) {
        if (node != null || !OwnApplication.isMeantBy(application)) {
            return;
        }
        try {
            RequiredFilters.require(application);
            AccessSettings settings = AccessSettings.of(application);
            access = settings;
            String path = application.getContextPath().isEmpty() ? "/" : application.getContextPath();
            node = new Node(
                    path, settings.configuration(), authorizer.orElse(settings.rules()), NodeThreads.of(threads));
            new ApplicationClasses(application).load();
        } catch (BadSettingException | IncompleteDeploymentException invalid) {
            String.valueOf(invalid.getMessage()).lines().forEach(line -> LOG.log(Level.ERROR, line));
            throw invalid;
        }
    }

    /** Closes the node after every other bean that observes the end of the application, so that those can still use the hub. */
    void stop(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @BeforeDestroyed(ApplicationScoped.class)
                    Object application) {
        Node running = node;
        if (running != null && OwnApplication.isMeantBy(application)) {
            running.close();
            RecordMethods.release();
        }
    }

    private Node node() {
        return started(node);
    }

    private static <T> T started(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the application has not been initialized yet");
        }
        return value;
    }

    @Produces
    @Singleton
    Configuration configuration() {
        return started(access).configuration();
    }

    /** Typed, so that it is not ambiguous with an {@link org.backplane.security.Authorizer} of the application. */
    @Produces
    @Singleton
    @Typed(AccessRules.class)
    AccessRules rules() {
        return started(access).rules();
    }

    @Produces
    @Singleton
    RoleNames roles() {
        return started(access).roles();
    }

    @Produces
    @Singleton
    NodeIdentity identity() {
        return node().identity();
    }

    @Produces
    @Singleton
    Origins origins(Configuration configuration) {
        return new Origins(configuration, new RefusedOriginLog()::refused);
    }

    @Produces
    @Singleton
    Broker broker() {
        return node().broker();
    }

    @Produces
    @Singleton
    Hub hub() {
        return node().hub();
    }

    @Produces
    @Singleton
    EndpointParts endpointParts(Hub hub, LoginSessions logins, HandshakePass pass, Configuration configuration) {
        return EndpointParts.of(hub, logins, pass, configuration);
    }
}
