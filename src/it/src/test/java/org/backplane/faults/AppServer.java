package org.backplane.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A kind of application server, as a process of the tests' own. */
interface AppServer {

    /** The kind of this run. */
    static AppServer current() {
        String name = System.getProperty("faults.server", "payara-micro");
        return switch (name) {
            case "payara-micro" -> new PayaraMicro();
            case "wildfly" -> new WildFly();
            default -> throw new IllegalStateException("no such server: faults.server=" + name);
        };
    }

    /** Its name in {@code faults.server}. */
    String label();

    /** Makes the files that it needs but for the WAR, in the plan's empty directory. */
    void prepare(NodePlan plan);

    /** Where the plan's WAR lies, a copy of the node's own. */
    Path war(NodePlan plan);

    /** What runs it with the WAR deployed; the process is the JVM itself. */
    List<String> command(NodePlan plan);

    /** Why its clients are sent away when the process is asked to end: 1012, if the server lets the application say so. */
    Set<Integer> codesOfTermination();

    /** Takes the WAR down on the running server; returns when it is down. */
    void undeploy(NodePlan plan);

    /** Deploys the WAR again; returns when it serves. */
    void deploy(NodePlan plan);
}
