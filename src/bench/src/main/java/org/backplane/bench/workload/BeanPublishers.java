package org.backplane.bench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.contender.Node;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.dialect.BackplaneDialect;

/** W6 on the inside: publishers of the CDI door on one node, each with one publish in flight. */
final class BeanPublishers implements Workload {

    private static final List<Integer> PUBLISHERS = List.of(1, 16, 256);

    @Override
    public String name() {
        return "W6-cdi";
    }

    @Override
    public String description() {
        return "1, 16 and 256 concurrent publishers at the CDI Publisher of one node, each waiting for its acknowledgement";
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.dialect() instanceof BackplaneDialect;
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        for (int publishers : PUBLISHERS) {
            ask(setting.contender(), publishers, setting.length().briefWarmUpSeconds());
            CpuTime before = CpuTime.of(setting.contender().processes());
            String[] answer =
                    ask(setting.contender(), publishers, setting.length().briefSeconds());
            CpuTime used = CpuTime.of(setting.contender().processes()).since(before);
            rows.accept(row(setting, publishers, answer, used));
        }
    }

    private Row row(Setting setting, int publishers, String[] answer, CpuTime used) {
        long acknowledged = Long.parseLong(answer[0]);
        long refused = Long.parseLong(answer[1]);
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("acknowledgedPerSecond", acknowledged * 1e9 / Long.parseLong(answer[2]));
        numbers.put("acknowledgementP50Micros", micros(answer[3]));
        numbers.put("acknowledgementP99Micros", micros(answer[4]));
        numbers.put("cpuMicrosPerPublish", used.over(acknowledged).total());
        numbers.put("refused", (double) refused);
        Row.Latency latency = new Row.Latency(
                (long) micros(answer[3]), (long) micros(answer[4]), (long) micros(answer[5]), (long) micros(answer[6]));
        Row.Load load = new Row.Load(acknowledged + refused, acknowledged, 0, 0, 0, 0, 0, 0, latency);
        return new Rows(name(), setting)
                .of(Map.of("publishers", (long) publishers), load, used.over(acknowledged), numbers);
    }

    private static double micros(String nanos) {
        return Long.parseLong(nanos) / 1000.0;
    }

    private static String[] ask(Contender contender, int publishers, int seconds) {
        Node node = contender.nodes().get(0);
        URI uri = URI.create("http://%s:%d%s?publishers=%d&seconds=%d"
                .formatted(
                        node.address().getHostString(),
                        node.address().getPort(),
                        node.path().replaceFirst("/hub$", "/load"),
                        publishers,
                        seconds));
        HttpResponse<String> answer = send(uri);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode());
        }
        return answer.body().split(" ", -1);
    }

    private static HttpResponse<String> send(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
