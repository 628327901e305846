package org.backplane.it.servers;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.backplane.test.RedisServer;
import org.jboss.shrinkwrap.api.Archive;

/** Two nodes and the Redis between them; tests get it as an {@code @ArquillianResource}. */
public final class TwoServers {

    private final RedisServer redis;
    private final List<Node> nodes;
    private final Map<Node, Server> servers;

    TwoServers(Map<Node, Server> servers, RedisServer redis) {
        this.redis = redis;
        this.nodes = servers.keySet().stream()
                .sorted(Comparator.comparing(Node::name))
                .toList();
        this.servers = Map.copyOf(servers);
    }

    /** The first node. */
    public Node a() {
        return nodes.get(0);
    }

    /** The second node. */
    public Node b() {
        return nodes.get(1);
    }

    /** Both. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The Redis between them. */
    public RedisServer redis() {
        return redis;
    }

    /**
     * Deploys one more application on a running node.
     *
     * @throws RuntimeException if the server refuses
     */
    public void deploy(Node node, Archive<?> archive) {
        server(node).deploy(archive);
    }

    /** Takes an application down. */
    public void undeploy(Node node, Archive<?> archive) {
        server(node).undeploy(archive);
    }

    private Server server(Node node) {
        Server server = servers.get(node);
        if (server == null) {
            throw new IllegalArgumentException("Not one of these nodes: " + node);
        }
        return server;
    }
}
