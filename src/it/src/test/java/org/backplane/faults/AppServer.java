package org.backplane.faults;

import java.util.List;
import java.util.Set;
import org.backplane.server.ForegroundServer;
import org.backplane.server.PayaraMicro;
import org.backplane.server.ServerSettings;
import org.backplane.server.WildFly;

/** The kinds of application server that faults are tested on. */
public enum AppServer {
    PAYARA_MICRO("payara-micro") {
        @Override
        public ForegroundServer create(ServerSettings settings) {
            return new PayaraMicro(settings, List.of());
        }

        @Override
        Set<Integer> codesOfTermination() {
            return Set.of(1012);
        }
    },
    WILDFLY("wildfly") {
        @Override
        public ForegroundServer create(ServerSettings settings) {
            return new WildFly(settings);
        }

        /**
         * WildFly 39 suspends before it ends: Undertow closes all WebSocket sessions with 1001 on threads of its own, and
         * mostly does so before the application hears that it ends.
         */
        @Override
        Set<Integer> codesOfTermination() {
            return Set.of(1001, 1012);
        }
    };

    private final String label;

    AppServer(String label) {
        this.label = label;
    }

    /** The kind of this run. */
    public static AppServer current() {
        String name = System.getProperty("faults.server", PAYARA_MICRO.label);
        for (AppServer server : values()) {
            if (server.label.equals(name)) {
                return server;
            }
        }
        throw new IllegalStateException("no such server: faults.server=" + name);
    }

    /** A server of this kind, not started. */
    public abstract ForegroundServer create(ServerSettings settings);

    /** Its name in {@code faults.server}. */
    public String label() {
        return label;
    }

    /** Why its clients are sent away when the process is asked to end: 1012, if the server lets the application say so. */
    abstract Set<Integer> codesOfTermination();
}
