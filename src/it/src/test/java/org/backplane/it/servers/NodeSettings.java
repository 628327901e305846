package org.backplane.it.servers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The JVM option and the settings of Backplane that both nodes run with; what is not here has its default. */
public final class NodeSettings {

    /** Commands a connection may send at once; a test that floods on purpose sends more. */
    public static final int BURST = 2000;

    /** What the property {@code node.background} says, while JNDI says {@code from-jndi}. */
    public static final String BACKGROUND_PROPERTY = "from-property";

    /** What is reachable by soft references only goes with the next full collection, and counts as gone. */
    private static final String JVM_OPTION = "-XX:SoftRefLRUPolicyMSPerMB=0";

    private NodeSettings() {}

    static String asOptions(String redis) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("redis.host", redis);
        settings.put("status.open", "true");
        settings.put("node.background", BACKGROUND_PROPERTY);
        // Eight publishers send 5,000 messages as fast as they are acknowledged.
        settings.put("connection.rate", "1000");
        settings.put("connection.burst", String.valueOf(BURST));
        // Shorter waits for what happens only after a while.
        settings.put("connection.hello", "PT3S");
        settings.put("connection.ping", "PT3S");
        settings.put("presence.grace", "PT2S");
        return settings.entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", JVM_OPTION + " ", ""));
    }
}
