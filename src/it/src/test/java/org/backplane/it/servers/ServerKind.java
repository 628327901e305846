package org.backplane.it.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backplane.server.Domain;
import org.backplane.server.Liberty;
import org.backplane.server.ManagedServer;
import org.backplane.server.ServerSettings;
import org.backplane.server.WildFly;

/** The kinds of server that a run can be about: the groups of {@code arquillian.xml}. */
public enum ServerKind {
    /** Two Payara Micro nodes. */
    PAYARA_MICRO("payara-micro", "%s.log.0"),
    /** Two WildFly servers. */
    WILDFLY("wildfly", "%s/log/server.log"),
    /** Two domains of Payara Server. */
    PAYARA_SERVER("payara-server", "%s/domain1/logs/server.log"),
    /** Two domains of GlassFish. */
    GLASSFISH("glassfish", "%s/domain1/logs/server.log"),
    /** Two domains of the GlassFish to come. */
    GLASSFISH_8("glassfish-8", "%s/domain1/logs/server.log"),
    /** Two Open Liberty servers. */
    OPEN_LIBERTY("open-liberty", "%s/servers/backplane/logs/messages.log"),
    /** A domain of Payara Server, and a WildFly. */
    MIXED_PAIR("mixed-pair", "");

    private final String group;
    private final String log;

    ServerKind(String group, String log) {
        this.group = group;
        this.log = log;
    }

    /** The kind of this run. */
    public static ServerKind current() {
        String launched = System.getProperty("arquillian.launch");
        for (ServerKind kind : values()) {
            if (kind.group.equals(launched)) {
                return kind;
            }
        }
        throw new IllegalStateException("No such group in arquillian.xml: " + launched);
    }

    /** Whether one of its servers speaks WebSocket by Tyrus. */
    public boolean isTyrus() {
        return this != WILDFLY && this != OPEN_LIBERTY;
    }

    /** Whether its servers are GlassFish. */
    public boolean isGlassFish() {
        return this == GLASSFISH || this == GLASSFISH_8;
    }

    /** The name of the group. */
    String group() {
        return group;
    }

    /** Whether {@link ManagedContainer} runs it, and not an adapter on the class path. */
    boolean isManaged() {
        return this != PAYARA_MICRO && this != WILDFLY;
    }

    /** A server of this kind for a node, not started yet. */
    ManagedServer managed(String name) {
        List<String> options =
                new ArrayList<>(List.of(System.getProperty("it.settings").split(" ")));
        options.add("-Dnode.name=" + name);
        ServerSettings settings = ServerSettings.forTests(work().resolve(name), Ports.of(name + ".http"), options);
        return switch (this) {
            case PAYARA_SERVER -> Domain.payara(settings);
            case GLASSFISH -> Domain.glassFish(settings);
            case GLASSFISH_8 -> Domain.glassFish8(settings);
            case OPEN_LIBERTY -> new Liberty(settings);
            case MIXED_PAIR -> name.equals("a") ? Domain.payara(settings) : new WildFly(settings);
            case PAYARA_MICRO, WILDFLY -> throw new IllegalStateException(group + " has an adapter");
        };
    }

    /** A node of this kind. */
    Node node(String name) {
        return new Node(name, Ports.of(name + ".http"), work().resolve(log(name).formatted(name)));
    }

    private String log(String name) {
        return this == MIXED_PAIR ? (name.equals("a") ? PAYARA_SERVER : WILDFLY).log : log;
    }

    private static Path work() {
        return Path.of(System.getProperty("it.work"));
    }
}
