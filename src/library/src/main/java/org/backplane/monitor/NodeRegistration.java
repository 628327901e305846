package org.backplane.monitor;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The registration of a node in JMX: {@code org.backplane:type=Node,name=/backplane}. Closing removes it, so that nothing
 * refers to an undeployed application.
 */
final class NodeRegistration implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NodeRegistration.class.getName());

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Optional<ObjectName> name;

    /**
     * Registers a node. If the server does not allow it, that is logged, and the node runs without.
     *
     * @param application the context path, which becomes the name
     */
    NodeRegistration(String application, Monitor monitor) {
        this.name = register(application, monitor);
    }

    private Optional<ObjectName> register(String application, Monitor monitor) {
        try {
            ObjectName own = new ObjectName("org.backplane:type=Node,name=" + quotedIfNeeded(application));
            // Two virtual hosts of one server can have the same context path.
            ObjectName free = server.isRegistered(own)
                    ? new ObjectName(own + ",node=" + monitor.figures().node().id())
                    : own;
            return Optional.of(server.registerMBean(bean(monitor), free).getObjectName());
        } catch (JMException | SecurityException failure) {
            LOG.log(Level.WARNING, "This node is not shown in JMX: {0}. Nothing else depends on it.", failure);
            return Optional.empty();
        }
    }

    private static NodeBean bean(Monitor monitor) {
        return new NodeBean(monitor::figures, monitor::health, System::nanoTime);
    }

    private static String quotedIfNeeded(String application) {
        String value = application.isEmpty() ? "/" : application;
        return value.chars().anyMatch(c -> ",=:\"*?\n".indexOf(c) >= 0) ? ObjectName.quote(value) : value;
    }

    /** Returns the JMX name; empty if the node is not registered. */
    Optional<ObjectName> name() {
        return name;
    }

    @Override
    public void close() {
        name.ifPresent(registered -> {
            try {
                server.unregisterMBean(registered);
            } catch (InstanceNotFoundException gone) {
                LOG.log(Level.DEBUG, "somebody else took the node out of JMX", gone);
            } catch (JMException | SecurityException failure) {
                LOG.log(Level.WARNING, "This node is still shown in JMX though it has ended: {0}", failure);
            }
        });
    }
}
