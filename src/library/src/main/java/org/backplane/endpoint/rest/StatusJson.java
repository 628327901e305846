package org.backplane.endpoint.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.LiveNode;
import org.backplane.broker.Timings;
import org.backplane.config.Configuration;
import org.backplane.hub.api.HubStatus;
import org.backplane.message.JsonWriter;
import org.backplane.monitor.NodeStatus;

/** Writes the status of a node as JSON. Times are in milliseconds unless their names say otherwise, sizes in bytes. */
final class StatusJson {

    private StatusJson() {}

    /** Returns the part of the status that everybody may read. */
    static String brief(BrokerStatus status) {
        return new JsonWriter().raw("broker", broker(status).end()).end();
    }

    /** Returns the whole status, for administrators. */
    static String full(NodeStatus status) {
        return new JsonWriter()
                .raw("broker", detailed(status.broker(), status.events()))
                .raw("node", node(status.node()))
                .array("nodes", status.nodes().stream().map(StatusJson::node).toList())
                .raw("hub", hub(status.hub()))
                .array("settings", settings(status.settings()))
                .end();
    }

    private static JsonWriter broker(BrokerStatus broker) {
        JsonWriter json = new JsonWriter().string("kind", broker.broker()).bool("available", broker.available());
        broker.problem().ifPresent(problem -> json.string("problem", problem));
        return json;
    }

    private static String detailed(BrokerStatus broker, Map<BrokerEvent, Long> events) {
        JsonWriter details = new JsonWriter();
        broker.details().forEach(details::string);
        JsonWriter counts = new JsonWriter();
        new TreeMap<>(events).forEach((event, count) -> counts.number(event.label(), count));
        return broker(broker)
                .raw("details", details.end())
                .raw("events", counts.end())
                .end();
    }

    private static String node(NodeStatus.Node node) {
        JsonWriter json = new JsonWriter().string("id", node.id()).string("name", node.name());
        node.background().ifPresent(background -> json.string("background", background));
        return json.string("version", node.version())
                .number("uptime", node.uptime().toMillis())
                .end();
    }

    private static String node(LiveNode node) {
        JsonWriter json = new JsonWriter().string("id", node.id());
        node.name().ifPresent(name -> json.string("name", name));
        node.lease().ifPresent(lease -> json.number("lease", lease.toMillis()));
        return json.end();
    }

    private static String hub(HubStatus hub) {
        return new JsonWriter()
                .raw("now", now(hub.now()))
                .raw("ever", ever(hub.ever()))
                .raw("storing", storing(hub.storing()))
                .raw("channels", channels(hub.subscribed()))
                .end();
    }

    private static String storing(Timings.Counts storing) {
        return new JsonWriter()
                .array("upToMicros", numbers(storing.upToMicros()))
                .array("counts", numbers(storing.counts()))
                .end();
    }

    private static List<String> numbers(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).toList();
    }

    private static String channels(HubStatus.SubscribedChannels subscribed) {
        return new JsonWriter()
                .array("top", subscribed.top().stream().map(StatusJson::channel).toList())
                .number("inboxes", subscribed.inboxes())
                .end();
    }

    private static String channel(HubStatus.SubscribedChannel channel) {
        return new JsonWriter()
                .string("name", channel.channel().value())
                .number("listeners", channel.subscribers())
                .end();
    }

    private static String now(HubStatus.Now now) {
        return new JsonWriter()
                .number("connections", now.connections())
                .number("users", now.users())
                .number("channels", now.channels())
                .number("queueBytes", now.queueBytes())
                .number("recentBytes", now.recentBytes())
                .end();
    }

    private static String ever(HubStatus.Ever ever) {
        JsonWriter closed = new JsonWriter();
        Map<String, Long> byReason = new TreeMap<>();
        ever.closed().forEach((reason, count) -> byReason.put(reason.text(), count));
        byReason.forEach(closed::number);
        return new JsonWriter()
                .number("opened", ever.opened())
                .raw("closed", closed.end())
                .number("received", ever.received())
                .number("refused", ever.refused())
                .number("sent", ever.sent())
                .number("frames", ever.frames())
                .number("transientDropped", ever.transientDropped())
                .number("resets", ever.resets())
                .number("recoveries", ever.recoveries())
                .number("recalls", ever.recalls())
                .end();
    }

    private static List<String> settings(List<Configuration.Entry> settings) {
        return settings.stream()
                .map(entry -> new JsonWriter()
                        .string("name", entry.setting())
                        .string("value", entry.value())
                        .string("source", entry.source())
                        .end())
                .toList();
    }
}
