package org.backplane.it.servers;

import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.shrinkwrap.api.Archive;

/** Deploys through the adapter of the server, in the thread that runs the tests. */
final class ArquillianServer implements Server {

    private final Container<?> container;
    private final Event<DeploymentEvent> events;
    private final Map<String, Deployment> deployments = new HashMap<>();

    ArquillianServer(Container<?> container, Event<DeploymentEvent> events) {
        this.container = container;
        this.events = events;
    }

    @Override
    public void deploy(Archive<?> archive) {
        Deployment deployment = new Deployment(new DeploymentDescription(archive.getName(), archive)
                .setTarget(new TargetDescription(container.getName()))
                .shouldBeTestable(false));
        events.fire(new DeployDeployment(container, deployment));
        deployments.put(archive.getName(), deployment);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        Deployment deployment = deployments.remove(archive.getName());
        if (deployment != null) {
            events.fire(new UnDeployDeployment(container, deployment));
        }
    }
}
