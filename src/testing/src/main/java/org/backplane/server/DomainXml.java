package org.backplane.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Edits the {@code domain.xml} that comes with a server, before its first start. */
final class DomainXml {

    private DomainXml() {}

    /** Every listener on loopback and on a port of its own, nothing sent to other machines, and the JVM options in place of the heap. */
    static String adapt(String xml, DomainPorts ports, List<String> jvmOptions) {
        String adapted = xml.replace("\"0.0.0.0\"", "\"127.0.0.1\"")
                .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port");
        for (Map.Entry<String, String> edit : edits(ports, jvmOptions).entrySet()) {
            if (!adapted.contains(edit.getKey())) {
                throw new IllegalStateException("domain.xml has no " + edit.getKey());
            }
            adapted = adapted.replace(edit.getKey(), edit.getValue());
        }
        return quiet(adapted);
    }

    private static Map<String, String> edits(DomainPorts ports, List<String> jvmOptions) {
        Map<String, String> edits = new LinkedHashMap<>();
        edits.put("port=\"8080\"", "port=\"" + ports.http() + "\"");
        edits.put("port=\"4848\"", "port=\"" + ports.admin() + "\"");
        List<String> others = List.of("8181", "7676", "3700", "3820", "3920", "8686");
        for (int i = 0; i < others.size(); i++) {
            edits.put("\"" + others.get(i) + "\"", "\"" + ports.others().get(i) + "\"");
        }
        edits.put("telnet.port=6666", "telnet.port=" + ports.others().get(others.size()));
        edits.put("<jvm-options>-Xmx512m</jvm-options>", options(jvmOptions));
        return edits;
    }

    private static String options(List<String> jvmOptions) {
        return jvmOptions.stream()
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining());
    }

    /** Payara looks for other servers and reports its use, unless it is told not to from the start. */
    private static String quiet(String xml) {
        return xml.replace(
                "<hazelcast-config-specific-configuration></hazelcast-config-specific-configuration>",
                "<hazelcast-config-specific-configuration enabled=\"false\"></hazelcast-config-specific-configuration>"
                        + "<phone-home-runtime-configuration enabled=\"false\"></phone-home-runtime-configuration>");
    }
}
