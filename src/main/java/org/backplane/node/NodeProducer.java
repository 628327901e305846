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

/** Starts the node with the application, makes its parts injectable, and ends it with the application. */
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
     * Before any other bean that wants to begin with the application. What is thrown here stops the deployment.
     *
     * <p>The context comes with the event: on Payara 6.2025.10 it can be injected during a request only.
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
        } catch (BadSettingException | IncompleteDeploymentException bad) {
            String.valueOf(bad.getMessage()).lines().forEach(line -> LOG.log(Level.ERROR, line));
            throw bad;
        }
    }

    /** After every other bean that ends with the application, so that it can say good-bye through the hub. */
    void stop(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @BeforeDestroyed(ApplicationScoped.class)
                    Object application) {
        Node ending = node;
        if (ending != null && OwnApplication.isMeantBy(application)) {
            ending.close();
            RecordMethods.release();
        }
    }

    private Node node() {
        return started(node);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the application has not been initialized yet");
        }
        return part;
    }

    @Produces
    @Singleton
    Configuration configuration() {
        return started(access).configuration();
    }

    /** Not by the type that an application's own bean has. */
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
    EndpointParts door(Hub hub, LoginSessions logins, HandshakePass pass, Configuration configuration) {
        return EndpointParts.of(hub, logins, pass, configuration);
    }
}
