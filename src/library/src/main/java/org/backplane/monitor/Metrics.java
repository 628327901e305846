package org.backplane.monitor;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerFigures;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.command.ErrorCode;
import org.backplane.monitor.Families.Point;

/**
 * The metrics of a node in the formats of Prometheus. No label has a value that comes from users: channels and users are
 * counted, never named.
 *
 * <p>Thread-safe. A response is built from counters on request, so metrics cost nothing unless they are read.
 */
public final class Metrics {

    private final Monitor monitor;
    /** With the defaults of the library: properties that the server sets for other applications are ignored. */
    private final ExpositionFormats formats =
            ExpositionFormats.init(PrometheusProperties.builder().build());

    public Metrics(Monitor monitor) {
        this.monitor = monitor;
    }

    /**
     * A response.
     *
     * @param contentType the format and its version
     * @param body the metrics
     */
    public record Text(String contentType, String body) {}

    /**
     * Writes the metrics in the text format of Prometheus, or in OpenMetrics if that is preferred.
     *
     * @param accept the accepted formats, as in the HTTP header; empty for the text format
     */
    public Text scrape(Optional<String> accept) {
        ExpositionFormatWriter writer = writer(accept.orElse(""));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, figures(monitor.figures()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Text(writer.getContentType(), body.toString(StandardCharsets.UTF_8));
    }

    /** Chooses the format; the method of the library (1.7.0) may choose a binary format that is in another jar. */
    private ExpositionFormatWriter writer(String accept) {
        return formats.getOpenMetricsTextFormatWriter().accepts(accept)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }

    private static MetricSnapshots figures(Figures figures) {
        Families families = new Families();
        node(families, figures);
        now(families, figures.hub().now());
        traffic(families, figures.hub().ever());
        families.timings(
                "publish_seconds",
                "Time from accepting a message until the broker has stored it",
                figures.hub().storing());
        problems(families, figures.hub().ever());
        if (!figures.broker().links().isEmpty()) {
            redis(families, figures.broker());
        }
        return families.all();
    }

    private static void node(Families families, Figures figures) {
        NodeStatus.Node node = figures.node();
        Health health = figures.health();
        families.info(
                        "Name and version of this node, and its kind of broker: memory or redis",
                        Labels.of("node", node.name(), "version", node.version(), "broker", health.broker()))
                .gauge(
                        "uptime_seconds",
                        "Time since the node started",
                        node.uptime().toSeconds())
                .claim(
                        "ready",
                        "Whether the node is ready for new clients (1) or not (0), as api/health/ready",
                        health.isReady())
                .claim(
                        "broker_available",
                        "Whether the broker is available, so that operations are expected to succeed (1) or not (0)",
                        health.isBrokerAvailable());
    }

    private static void now(Families families, HubStatus.Now now) {
        families.gauge("connections", "Open connections", now.connections())
                .gauge("users", "Users with at least one connection to this node", now.users())
                .gauge(
                        "channels",
                        "Channels with at least one subscription on this node, inboxes included",
                        now.channels())
                .gauge(
                        "subscriptions",
                        "Subscriptions of connections and application observers on this node",
                        now.subscriptions())
                .gauge("queue_bytes", "Bytes queued for clients", now.queueBytes())
                .gauge(
                        "queue_limit_bytes",
                        "Maximum number of bytes queued for clients: the setting node/queue-bytes",
                        now.queueLimit())
                .gauge(
                        "recent_bytes",
                        "Bytes of recent messages kept in memory for clients that reconnect",
                        now.recentBytes());
    }

    private static void traffic(Families families, HubStatus.Ever ever) {
        families.counter("connections_opened", "Connections opened", ever.opened())
                .counters(
                        "connections_closed",
                        "Connections closed, by close code and reason; \"gone\" is one that the client closed",
                        closed(ever.closed()))
                .counter("lines_received", "Lines received from WebSocket clients", ever.received())
                .counter("lines_sent", "Lines sent to WebSocket clients, counted once per connection", ever.sent())
                .counter("frames_sent", "WebSocket frames sent; a frame carries one or more lines", ever.frames())
                .counters(
                        "messages_published",
                        "Messages published through any endpoint of this node, by kind",
                        "kind",
                        Figures.byName(ever.published(), Figures::nameOf))
                .counters(
                        "messages_delivered",
                        "Live messages delivered to connections of this node, counted once per connection, by kind",
                        "kind",
                        Figures.byName(ever.delivered(), Figures::nameOf));
    }

    private static List<Point> closed(Map<CloseReason, Long> closed) {
        return new TreeMap<>(closed)
                .entrySet().stream()
                        .map(entry -> new Point(
                                Labels.of(
                                        "code",
                                        Integer.toString(entry.getKey().code()),
                                        "reason",
                                        entry.getKey().text()),
                                entry.getValue()))
                        .toList();
    }

    private static void problems(Families families, HubStatus.Ever ever) {
        families.counters(
                        "refusals",
                        "Requests answered with an error, by error code",
                        "code",
                        Figures.byName(ever.refusals(), ErrorCode::wire))
                .counter(
                        "transient_dropped",
                        "Transient messages dropped because the queue of a connection was full",
                        ever.transientDropped())
                .counter("resets", "Resets: notifications to a client that it must reload a channel", ever.resets())
                .counters(
                        "recoveries",
                        "Reads of missed messages for clients that reconnected, by where they were read",
                        "source",
                        Map.of("memory", ever.recalls(), "broker", ever.recoveries()))
                .counter(
                        "unrecovered",
                        "Recoveries that failed because history no longer reached back to the last message of the client",
                        ever.unrecovered());
    }

    private static void redis(Families families, BrokerFigures broker) {
        families.gauges(
                        "redis_link_up",
                        "Whether a link to Redis is up (1) or down (0)",
                        points(broker, link -> link.isUp() ? 1 : 0))
                .counters(
                        "redis_link_restarts",
                        "Reconnects of a link to Redis",
                        points(broker, BrokerFigures.Link::restarts))
                .counters(
                        "redis_events",
                        "Irregular events that the node detected or recovered from, by kind",
                        "event",
                        Figures.byName(broker.events(), BrokerEvent::label))
                .timings(
                        "redis_round_trip_seconds",
                        "Time from writing commands to Redis until all of them are answered",
                        broker.roundTrip())
                .claim(
                        "redis_writes_refused",
                        "Whether Redis is reachable but rejects writes (1) or not (0)",
                        broker.refusals().writesNow())
                .counters(
                        "redis_errors",
                        "Commands that Redis answered with an error, by the first word of the error",
                        "error",
                        broker.refusals().ever())
                .gauge("redis_queue_bytes", "Bytes queued to be written to Redis", broker.queueBytes())
                .gauge(
                        "redis_queue_limit_bytes",
                        "Maximum number of bytes queued to be written to Redis",
                        broker.queueLimit());
    }

    private static List<Point> points(BrokerFigures broker, ToLongFunction<BrokerFigures.Link> value) {
        return broker.links().stream()
                .map(link -> new Point(Labels.of("link", link.name()), value.applyAsLong(link)))
                .toList();
    }
}
