package org.backplane.bench.contender;

import java.util.List;
import org.backplane.server.ForegroundServer;
import org.backplane.server.PayaraMicro;
import org.backplane.server.ServerSettings;
import org.backplane.server.WildFly;

/** An application server that a WAR is measured on, always with the same JVM. */
enum Container {
    /** Tyrus and Grizzly. */
    PAYARA_MICRO("Payara Micro", "payara") {
        @Override
        ForegroundServer create(ServerSettings settings) {
            return new PayaraMicro(settings, List.of());
        }

        @Override
        String version() {
            return label() + " " + Versions.ofPayara();
        }
    },
    /** Undertow. */
    WILDFLY("WildFly", "wildfly") {
        @Override
        ForegroundServer create(ServerSettings settings) {
            return new WildFly(settings);
        }

        @Override
        String version() {
            return label() + " " + Versions.ofWildFly();
        }
    };

    /** What every JVM of a node is started with; all else is as the JDK chooses. */
    static final List<String> JVM = List.of("-Xmx1g");

    private final String label;
    private final String word;

    Container(String label, String word) {
        this.label = label;
        this.word = word;
    }

    /** As people know it. */
    String label() {
        return label;
    }

    /** As the command line calls it. */
    String word() {
        return word;
    }

    /** Name and version, as the build has chosen it. */
    abstract String version();

    /** A server of this kind, not started. */
    abstract ForegroundServer create(ServerSettings settings);
}
