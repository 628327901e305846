package org.backplane.it.cluster;

import java.nio.file.Path;

/** The kinds of server that a run can be about: the groups of {@code arquillian.xml}. */
public enum ServerKind {
    /** Two Payara Micro nodes. */
    PAYARA_MICRO("payara-micro", "%s.log.0"),
    /** Two WildFly servers. */
    WILDFLY("wildfly", "wildfly-%s/log/server.log");

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

    Node node(String name) {
        Path directory = Path.of(System.getProperty("it.target"), "it");
        return new Node(name, Ports.of(name + ".http"), directory.resolve(log.formatted(name)));
    }
}
