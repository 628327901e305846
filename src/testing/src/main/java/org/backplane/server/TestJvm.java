package org.backplane.server;

import java.util.List;

/** What servers are started with that are only tested, and not measured. */
public final class TestJvm {

    /** A server that lives for minutes is started sooner without the second compiler, and collects little. */
    public static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private TestJvm() {}
}
