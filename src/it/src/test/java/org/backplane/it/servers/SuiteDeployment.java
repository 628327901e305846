package org.backplane.it.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.server.ProbeDeployer;
import org.backplane.test.RedisServer;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.ApplicationScoped;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeClass;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Deploys the WAR once per server and run, before the first test class, and takes it down before the servers stop.
 *
 * <p>Not before the suite: the adapter of WildFly 5.1 looks for annotations of the current test class when it deploys.
 */
public final class SuiteDeployment {

    private static final int BEFORE_SERVERS_START = 50;
    private static final int BEFORE_SERVERS_STOP = 50;

    private final WebArchive backplane = Archives.backplane("backplane.war");
    private final WebArchive probe = Archives.probe();
    private final List<Server> deployed = new ArrayList<>();

    @Inject
    private Instance<ContainerRegistry> containers;

    @Inject
    private Instance<RedisServer> redis;

    @Inject
    private Event<DeploymentEvent> events;

    @Inject
    @ApplicationScoped
    private InstanceProducer<TwoServers> cluster;

    /** Writes the probe where Payara Micro looks for it when it starts. */
    public void prepare(@Observes(precedence = BEFORE_SERVERS_START) BeforeSuite event) {
        Archives.export(probe);
    }

    /** Deploys on every server, the first time. */
    public void deploy(@Observes BeforeClass event) {
        if (cluster.get() != null) {
            return;
        }
        if (!deployed.isEmpty()) {
            throw new IllegalStateException("The WAR could not be deployed before the first test class");
        }
        Map<Node, Server> servers = new HashMap<>();
        for (Container<?> container : containers.get().getContainers()) {
            Server adapter = new ArquillianServer(container, events);
            deployed.add(adapter);
            adapter.deploy(backplane);
            servers.put(ServerKind.current().node(container.getName()), serverOf(container, adapter));
        }
        cluster.set(new TwoServers(servers, redis.get()));
    }

    private Server serverOf(Container<?> container, Server adapter) {
        ServerKind kind = ServerKind.current();
        if (kind == ServerKind.PAYARA_MICRO) {
            return new PayaraMicroServer(
                    new ProbeDeployer(kind.node(container.getName()).port()));
        }
        adapter.deploy(probe);
        return adapter;
    }

    /** Takes down what was deployed; on Payara Micro that ends the server. */
    public void undeploy(@Observes(precedence = BEFORE_SERVERS_STOP) AfterSuite event) {
        for (Server server : deployed) {
            server.undeploy(backplane);
            server.undeploy(probe);
        }
    }
}
