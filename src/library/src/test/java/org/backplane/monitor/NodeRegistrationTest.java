package org.backplane.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.security.Authorizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeRegistrationTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Configuration configuration = Configuration.of(Map.of());
    private final NodeIdentity node = NodeIdentity.random("a");
    private final Broker broker =
            new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), Thread::new);
    private final Hub hub = new Hub(configuration, new HubContext(node, broker, Authorizer.ALL_TO_ALL, Thread::new));
    private final Monitor monitor = new Monitor(configuration, broker, hub, System.nanoTime());

    @AfterEach
    void close() {
        hub.close();
        broker.close();
    }

    private static ObjectName name(String application) throws JMException {
        return new ObjectName("org.backplane:type=Node,name=" + application);
    }

    @Test
    void nodeIsRegisteredUnderItsContextPathUntilItIsClosed() throws JMException {
        try (NodeRegistration registration = new NodeRegistration("/chat", monitor)) {
            assertThat(registration.name()).hasValue(name("/chat"));
            assertThat(server.getAttribute(name("/chat"), "Name")).isEqualTo("a");
            assertThat(server.getAttribute(name("/chat"), "Ready")).isEqualTo(true);
        }
        assertThat(server.isRegistered(name("/chat"))).isFalse();
    }

    @Test
    void everyAttributeCanBeRead() throws JMException {
        hub.publish(Requester.APPLICATION, new ChannelName("home"), Content.of("chat", new JsonText("1")));
        try (NodeRegistration registration = new NodeRegistration("/all", monitor)) {
            ObjectName name = registration.name().orElseThrow();
            assertThat(server.getMBeanInfo(name).getAttributes())
                    .hasSizeGreaterThan(25)
                    .allSatisfy(attribute -> {
                        assertThat(attribute.isWritable()).isFalse();
                        assertThat(server.getAttribute(name, attribute.getName()))
                                .isNotNull();
                    });
            TabularData published = (TabularData) server.getAttribute(name, "MessagesPublished");
            assertThat(published.get(new Object[] {"stored"}).get("value")).isEqualTo(1L);
        }
    }

    @Test
    void figuresAreCachedForAttributesThatAreReadTogether() throws JMException {
        AtomicInteger times = new AtomicInteger();
        AtomicLong now = new AtomicLong();
        NodeBean bean = new NodeBean(
                () -> {
                    times.incrementAndGet();
                    return monitor.figures();
                },
                monitor::health,
                now::get);
        ObjectName name = name("/once");
        server.registerMBean(bean, name);
        try {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttribute(name, attribute.getName());
            }
            assertThat(times).hasValue(1);

            hub.publish(Requester.APPLICATION, new ChannelName("home"), Content.of("chat", new JsonText("1")));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(bean.getMessagesPublished()).containsEntry("stored", 1L);
            assertThat(times).hasValue(2);
        } finally {
            server.unregisterMBean(name);
        }
    }

    @Test
    void twoNodesOfOneServerDoNotClash() throws JMException {
        try (NodeRegistration chat = new NodeRegistration("/one", monitor);
                NodeRegistration other = new NodeRegistration("/two", monitor);
                NodeRegistration root = new NodeRegistration("", monitor);
                NodeRegistration sameOnAnotherHost = new NodeRegistration("/one", monitor)) {
            assertThat(chat.name()).hasValue(name("/one"));
            assertThat(other.name()).hasValue(name("/two"));
            assertThat(root.name()).hasValue(name("/"));
            assertThat(sameOnAnotherHost.name())
                    .hasValue(new ObjectName("org.backplane:type=Node,name=/one,node=" + node.id()));
        }
        assertThat(server.queryNames(new ObjectName("org.backplane:*"), null)).isEmpty();
    }
}
