package org.backplane.node;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Starts the node with the application, unless a bean needed it before. An exception fails the deployment. */
public final class NodeListener implements ServletContextListener {

    @SuppressWarnings("NullAway.Init") // the container sets it
    @Inject
    private NodeProducer producer;

    /** For the container. */
    public NodeListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        producer.start(event.getServletContext());
    }
}
