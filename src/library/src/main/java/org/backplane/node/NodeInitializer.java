package org.backplane.node;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link NodeProducer} the servlet context before anything else of the application starts, and has {@link NodeListener}
 * start the node where nothing else did.
 *
 * <p>The CDI event with the servlet context is not enough: Payara 6.2025.10 sends it to beans in {@code WEB-INF/classes} only.
 */
public final class NodeInitializer implements ServletContainerInitializer {

    private static volatile @Nullable ServletContext context;

    /** For the container. */
    public NodeInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext application) {
        context = application;
        application.addListener(NodeListener.class);
    }

    /** Returns the application that contains these classes; empty before it starts, and without a server. */
    static Optional<ServletContext> application() {
        return Optional.ofNullable(context);
    }
}
