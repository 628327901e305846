package org.backplane.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.load.dialect.Dialect;

/** A WAR that is measured. */
interface Application {

    /** As people know it. */
    String label();

    /** As the command line calls it. */
    String word();

    /** Versions of what is in the WAR; empty if there is nothing but its own classes. */
    String version();

    /** How its clients speak. */
    Dialect dialect();

    /** The path of its WebSocket, from the root of the server. */
    String path();

    /** A path that is answered with 200 once it can be used. */
    String ready();

    /** How many nodes of it make sense at most. */
    int mostNodes();

    /** What it is told that is not as by default, as {@code name=value}. */
    List<String> raised();

    /** System properties for a server that it runs on, each {@code -Dname=value}. */
    List<String> properties(String node, int redisPort);

    /** Makes the WAR; its name is its context. */
    Path write(Path directory) throws IOException;
}
