package org.backplane.it.servers;

import java.nio.file.Path;
import java.util.Optional;
import org.backplane.server.ManagedServer;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * The adapter for servers that Backplane's tests run as processes of their own: those of Payara Server and GlassFish leave
 * the second server running after the tests.
 */
public final class ManagedContainer implements DeployableContainer<ManagedContainer.Configuration> {

    private Optional<ManagedServer> server = Optional.empty();

    /** What {@code arquillian.xml} says about a server. */
    public static final class Configuration implements ContainerConfiguration {

        private String node = "";

        /** The name of the node. */
        public void setNode(String node) {
            this.node = node;
        }

        @Override
        public void validate() {
            if (node.isEmpty()) {
                throw new IllegalStateException("arquillian.xml names no node");
            }
        }
    }

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void setup(Configuration configuration) {
        server = Optional.of(ServerKind.current().managed(configuration.node));
    }

    @Override
    public void start() {
        server.orElseThrow().start();
        server.orElseThrow().bind("node/background", "from-jndi");
    }

    @Override
    public void stop() {
        server.orElseThrow().close();
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("none: nothing of the tests runs in the server");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path file = Archives.export(archive);
        try {
            server.orElseThrow().deploy(file);
        } catch (IllegalStateException refused) {
            throw new DeploymentException("refused " + archive.getName(), refused);
        }
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) {
        server.orElseThrow().undeploy(ManagedServer.applicationName(archive.getName()));
    }
}
