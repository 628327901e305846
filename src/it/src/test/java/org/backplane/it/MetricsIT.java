package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.backplane.test.PrometheusText;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a node tells those who watch it: Prometheus, the JMX console of the server, a load balancer. */
@TwoServersTest
class MetricsIT {

    private static final String READY = "api/health/ready";
    private static final String STORED = "backplane_messages_published_total{kind=\"stored\"}";
    private static final String DELIVERED = "backplane_messages_delivered_total{kind=\"stored\"}";

    @ArquillianResource
    private TwoServers servers;

    private static PrometheusText scrape(Node node) {
        HttpResponse<String> answer = Http.get(node.http("api/metrics"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return PrometheusText.parse(answer.body());
    }

    @Test
    void figuresMoveWithTheTraffic() {
        PrometheusText a = scrape(servers.a());
        PrometheusText b = scrape(servers.b());
        String channel = Fresh.channel("metrics");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            ada.publish(channel, "one");
            ada.publish(channel, "two");
            bob.received().awaitAtLeast("message", channel, 2);

            PrometheusText after = scrape(servers.a());
            assertThat(after.value(STORED) - a.value(STORED)).isEqualTo(2);
            assertThat(after.value("backplane_publish_seconds_count"))
                    .isGreaterThanOrEqualTo(a.value("backplane_publish_seconds_count") + 2);
            assertThat(after.value("backplane_redis_round_trip_seconds_count"))
                    .isGreaterThan(a.value("backplane_redis_round_trip_seconds_count"));
            assertThat(after.value("backplane_connections")).isPositive();
            // Counted when it has been handed over, which the client may see first.
            await().atMost(Wire.BOUND)
                    .untilAsserted(() -> assertThat(scrape(servers.b()).value(DELIVERED) - b.value(DELIVERED))
                            .isEqualTo(2));
            assertThat(after.samples()).noneMatch(sample -> sample.contains(channel) || sample.contains(ada.user()));
        }
    }

    @Test
    void everyRedisLinkHasAMetric() {
        for (Node node : servers.nodes()) {
            PrometheusText figures = scrape(node);
            assertThat(List.of("commands", "subscriptions", "reads"))
                    .allSatisfy(link -> assertThat(figures.value("backplane_redis_link_up{link=\"" + link + "\"}"))
                            .isEqualTo(1));
            assertThat(figures.value("backplane_redis_events_total{event=\"lost-end\"}"))
                    .isZero();
            assertThat(figures.value("backplane_ready")).isEqualTo(1);
        }
    }

    @Test
    void whoeverPrefersOpenMetricsGetsIt() {
        HttpResponse<String> answer = Http.send(
                "GET",
                servers.a().http("api/metrics"),
                Map.of("Accept", "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3"),
                "");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    private static List<String> beans(Node node) {
        return Http.get(node.probe("beans")).body().lines().toList();
    }

    @Test
    void everyApplicationIsInJmxUnderItsOwnNameAsLongAsItIsDeployed() {
        assertThat(beans(servers.b())).singleElement().satisfies(bean -> assertThat(bean)
                .startsWith("org.backplane:type=Node,name=/backplane\t")
                .contains("Name=b ", "Broker=redis ", "Ready=true "));

        WebArchive second = Archives.backplane("second.war");
        servers.deploy(servers.b(), second);
        try {
            assertThat(beans(servers.b()))
                    .hasSize(2)
                    .anyMatch(bean -> bean.startsWith("org.backplane:type=Node,name=/second\t"));
        } finally {
            servers.undeploy(servers.b(), second);
        }
        await().atMost(Wire.BOUND).until(() -> beans(servers.b()).size() == 1);
    }

    @Test
    void readinessIsAnsweredAndKeptWhileRedisStandsStillForAMoment() {
        servers.redis().stall();
        try {
            await().atMost(Wire.BOUND).until(() -> ready("GET").body().contains("\"available\":false"));
            assertThat(ready("GET").statusCode()).isEqualTo(200);
            assertThat(ready("HEAD").statusCode()).isEqualTo(200);
            assertThat(Http.get(servers.a().http("api/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(scrape(servers.a()).value("backplane_broker_available")).isZero();
        } finally {
            servers.redis().resume();
        }
        for (Node node : servers.nodes()) {
            await().atMost(Wire.BOUND)
                    .until(() -> Http.get(node.http(READY)).body().contains("\"available\":true"));
        }
    }

    private HttpResponse<String> ready(String method) {
        HttpResponse<String> answer = Http.send(method, servers.a().http(READY), Map.of(), "");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return answer;
    }
}
