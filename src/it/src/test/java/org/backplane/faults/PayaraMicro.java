package org.backplane.faults;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.backplane.it.wire.Http;

/** Payara Micro, with the probe beside Backplane: its only door to deploy through while it runs. */
final class PayaraMicro implements AppServer {

    @Override
    public String label() {
        return "payara-micro";
    }

    @Override
    public void prepare(NodePlan plan) {
        Probe.export(probe(plan));
    }

    @Override
    public Path war(NodePlan plan) {
        return plan.directory().resolve("backplane.war");
    }

    @Override
    public List<String> command(NodePlan plan) {
        Stream<String> options = Stream.of(
                "-jar",
                Built.path("payara-micro.jar").toString(),
                "--deploy",
                war(plan).toString(),
                "--deploy",
                probe(plan).toString(),
                "--port",
                Integer.toString(plan.http()),
                "--nohazelcast",
                "--disablephonehome",
                "--prebootcommandfile",
                Built.path("test-classes", "payara-preboot.txt").toString());
        return Stream.of(Stream.of("java"), plan.jvmOptions(), options)
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public Set<Integer> codesOfTermination() {
        return Set.of(1012);
    }

    @Override
    public void undeploy(NodePlan plan) {
        post(plan, "undeploy?name=backplane");
    }

    @Override
    public void deploy(NodePlan plan) {
        String file = URLEncoder.encode(war(plan).toString(), StandardCharsets.UTF_8);
        post(plan, "deploy?name=backplane&file=" + file);
    }

    private static void post(NodePlan plan, String path) {
        URI uri = URI.create("http://127.0.0.1:" + plan.http() + "/probe/" + path);
        HttpResponse<String> answer = Http.send("POST", uri, Map.of(), "");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode());
        }
    }

    private static Path probe(NodePlan plan) {
        return plan.directory().resolve("probe.war");
    }
}
