package org.backplane.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.security.Authorizer;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/operations.md} lists every metric with its type. */
class MetricsPageTest {

    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\w+) (\\w+)$", Pattern.MULTILINE);

    @Test
    void listsEveryMetric() {
        String page = Markdown.read("docs/operations.md").text();
        List<String> missing = TYPE.matcher(scrape())
                .results()
                .filter(metric -> !Pattern.compile("(?m)^\\|[^|]*`" + metric.group(1) + "(?:\\{[^|]*)?`[^|]*\\| "
                                + metric.group(2) + " \\|")
                        .matcher(page)
                        .find())
                .map(metric -> metric.group(1))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static String scrape() {
        Configuration configuration = Configuration.of(Map.of());
        NodeIdentity node = NodeIdentity.random("a");
        try (MemoryBroker broker =
                        new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), Thread::new);
                Hub hub = new Hub(configuration, new HubContext(node, broker, Authorizer.ALL_TO_ALL, Thread::new))) {
            return new Metrics(new Monitor(configuration, broker, hub, System.nanoTime()))
                    .scrape(Optional.empty())
                    .body();
        }
    }
}
