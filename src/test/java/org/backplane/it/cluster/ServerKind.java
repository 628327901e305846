package org.backplane.it.cluster;

import java.nio.file.Path;

/** The kinds of server that a run can be about: the groups of {@code arquillian.xml}. */
public enum ServerKind {
    /** Two Payara Micro nodes. */
    PAYARA_MICRO("payara-micro", "%s.log.0"),
    /** Two WildFly servers. */
    WILDFLY("wildfly", "%s/log/server.log");

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

    /** The name of the group. */
    String group() {
        return group;
    }

    /** A node of this kind. */
    Node node(String name) {
        Path work = Path.of(System.getProperty("it.work"));
        return new Node(name, Ports.of(name + ".http"), work.resolve(log.formatted(name)));
    }
}
