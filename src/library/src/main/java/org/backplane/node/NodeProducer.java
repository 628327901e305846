package org.backplane.node;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
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
import org.backplane.config.ServerResources;
import org.backplane.endpoint.container.ApplicationClasses;
import org.backplane.endpoint.container.RecordMethods;
import org.backplane.endpoint.websocket.EndpointParts;
import org.backplane.endpoint.websocket.HandshakePass;
import org.backplane.endpoint.websocket.LoginSessions;
import org.backplane.hub.Hub;
import org.backplane.hub.HubStarted;
import org.backplane.security.AccessRules;
import org.backplane.security.Origins;
import org.backplane.security.RoleNames;
import org.jspecify.annotations.Nullable;

/** Starts the node with the application, makes its parts injectable, and closes it with the application. */
@ApplicationScoped
public class NodeProducer {

    private static final System.Logger LOG = System.getLogger(NodeProducer.class.getName());

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Inject
    private ApplicationAuthorizer authorizer;

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Inject
    private Event<HubStarted> started;

    private @Nullable AccessSettings access;
    private @Nullable Node node;
    private @Nullable RuntimeException failure;
    private boolean isStarting;

    /** For the container. */
    public NodeProducer() {}

    /** Starts the node before any other bean that observes the start of the application. An exception fails the deployment. */
    void initialized(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) @Initialized(ApplicationScoped.class)
                    ServletContext application) {
        if (OwnApplication.isMeantBy(application)) {
            start(application);
        }
    }

    /**
     * Fails the deployment if the server leaves out the web fragment of Backplane. GlassFish and Payara fire this event for a
     * jar in {@code WEB-INF/lib} without a servlet context, and no other event if an {@code absolute-ordering} leaves it out.
     */
    void initialized(@Observes @Initialized(ApplicationScoped.class) Object module) {
        if (!(module instanceof ServletContext)) {
            logging(Packaging::check);
        }
    }

    /** Starts the node, unless it was started before. Throws the same exception each time if it cannot be started. */
    synchronized void start(ServletContext application) {
        if (node != null || isStarting) {
            return;
        }
        if (failure != null) {
            throw failure;
        }
        isStarting = true;
        try {
            logging(() -> create(application));
        } catch (BadSettingException | IncompleteDeploymentException invalid) {
            failure = invalid;
            throw invalid;
        } finally {
            isStarting = false;
        }
        started.fire(new HubStarted(application.getContextPath()));
    }

    private static void logging(Runnable check) {
        try {
            check.run();
        } catch (BadSettingException | IncompleteDeploymentException invalid) {
            String.valueOf(invalid.getMessage()).lines().forEach(line -> LOG.log(Level.ERROR, line));
            throw invalid;
        }
    }

    private void create(ServletContext application) {
        Packaging.requireOwnClasses();
        WebXml web = WebXml.of(application);
        web.requireAnnotations();
        AccessSettings settings = AccessSettings.of(application, web.roles());
        access = settings;
        String path = application.getContextPath().isEmpty() ? "/" : application.getContextPath();
        node = new Node(
                path,
                settings.configuration(),
                authorizer.orElse(settings.rules()),
                NodeThreads.of(ServerResources.threads()));
        new ApplicationClasses(application).load();
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
        startIfNeeded();
        return require(node);
    }

    private AccessSettings access() {
        if (access == null) {
            startIfNeeded();
        }
        return require(access);
    }

    /** A bean may need the node before the container tells that the application has started. */
    private void startIfNeeded() {
        if (node == null) {
            NodeInitializer.application().ifPresent(this::start);
        }
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the application has not been initialized yet");
        }
        return value;
    }

    @Produces
    @Singleton
    Configuration configuration() {
        return access().configuration();
    }

    /** Typed, so that it is not ambiguous with an {@link org.backplane.security.Authorizer} of the application. */
    @Produces
    @Singleton
    @Typed(AccessRules.class)
    AccessRules rules() {
        return access().rules();
    }

    @Produces
    @Singleton
    RoleNames roles() {
        return access().roles();
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
