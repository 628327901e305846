package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerFigures.Link;
import org.backplane.broker.BrokerFigures.Refusals;
import org.backplane.broker.Timings;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.test.PrometheusText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsResourceTest {

    /** The {@code Accept} header of Prometheus 3. */
    private static final String PROMETHEUS = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private final InProcessRestApi api = new InProcessRestApi(Map.of("status/open", "loopback"));

    @AfterEach
    void close() {
        api.close();
    }

    private Reply scrape(String accept) {
        api.setPeer(RemotePeer.local());
        Call call = api.call("GET", "metrics");
        Reply reply = (accept.isEmpty() ? call : call.header("Accept", accept)).send();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply;
    }

    private PrometheusText figures() {
        return PrometheusText.parse(scrape("").body());
    }

    @Test
    void figuresAreThoseOfTheNode() {
        PrometheusText before = figures();
        api.hub().subscribe(new ChannelName("secret-channel"), line -> {});
        answer(api.hub()
                .publish(
                        Requester.APPLICATION,
                        new ChannelName("secret-channel"),
                        Content.of("chat", new JsonText("1"))));
        PrometheusText now = figures();

        assertThat(now.value("backplane_messages_published_total{kind=\"stored\"}"))
                .isEqualTo(1);
        assertThat(now.value("backplane_publish_seconds_count")).isEqualTo(1);
        assertThat(now.value("backplane_publish_seconds_sum")).isBetween(0.0, 10.0);
        assertThat(now.value("backplane_channels")).isEqualTo(1);
        assertThat(now.value("backplane_ready")).isEqualTo(1);
        assertThat(now.samples()).as("no name becomes a label").containsExactlyElementsOf(before.samples());
        assertThat(now.samples()).noneMatch(sample -> sample.contains("secret-channel"));
    }

    @Test
    void countersBeginAtZero() {
        assertThat(figures().value("backplane_connections_closed_total{code=\"4008\",reason=\"too slow\"}"))
                .isZero();
        assertThat(figures().value("backplane_refusals_total{code=\"internal\"}"))
                .isZero();
    }

    @Test
    void errorsOfRedisAreCountedByTheirFirstWord() {
        api.broker().setFigures(redis(new Refusals(true, Map.of("OOM", 3L, "STALE", 1L))));
        assertThat(figures().value("backplane_redis_writes_refused")).isEqualTo(1);
        assertThat(figures().value("backplane_redis_errors_total{error=\"OOM\"}"))
                .isEqualTo(3);

        api.broker().setFigures(redis(new Refusals(false, Map.of())));
        assertThat(figures().value("backplane_redis_writes_refused")).isZero();
        assertThat(figures().samples()).noneMatch(sample -> sample.contains("redis_errors"));
    }

    private static BrokerFigures redis(Refusals refusals) {
        List<Link> links = List.of(new Link("commands", true, 0));
        return new BrokerFigures(links, Timings.Counts.NONE, 0, 0, refusals, Map.of());
    }

    @Test
    void defaultFormatIsTheTextOfPrometheus() {
        assertThat(scrape("").header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        assertThat(scrape("text/html,*/*;q=0.8").header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void preferredFormatIsChosenByAccept() {
        Reply reply = scrape(PROMETHEUS);
        assertThat(reply.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(reply.body()).endsWith("# EOF\n");
        assertThat(scrape("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                                + PROMETHEUS)
                        .body())
                .as("an unsupported format is ignored")
                .endsWith("# EOF\n");
    }

    @Test
    void unauthenticatedRequestIsRejected() {
        api.setPeer(RemotePeer.of("203.0.113.9", "chat.example"));
        api.call("GET", "metrics").send().isProblem(403, "forbidden");
        api.setPeer(RemotePeer.through("X-Forwarded-For"));
        api.call("GET", "metrics").send().isProblem(403, "forbidden");
    }

    @Test
    void localRequestIsRejectedWhereALoginIsRequired() {
        try (InProcessRestApi secured =
                new InProcessRestApi(Map.of("access/login", "staff", "status/open", "loopback"))) {
            secured.setPeer(RemotePeer.local());
            secured.call("GET", "metrics").loggedIn("ada").send().isProblem(403, "forbidden");
        }
    }

    @Test
    void openStatusAdmitsEverybody() {
        try (InProcessRestApi open = new InProcessRestApi(Map.of("status/open", "true"))) {
            open.setPeer(RemotePeer.of("203.0.113.9", "chat.example"));
            PrometheusText.parse(open.call("GET", "metrics").send().body());
        }
    }
}
