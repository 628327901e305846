package org.backplane.broker.redis.server;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerFigures.Link;
import org.backplane.broker.BrokerFigures.Refusals;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.redis.command.RedisReader;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.command.ServerHealth;
import org.backplane.broker.redis.command.WriteQueue;
import org.backplane.broker.redis.feed.RedisSubscriber;
import org.backplane.broker.redis.link.LinkLog;

/** The status of the three links to one server. Live view; thread-safe; does not slow the links down. */
public record LinkStatus(ServerHealth health, RedisWriter writer, RedisReader reader, RedisSubscriber subscriber) {

    /**
     * The status with these details: {@code server}; {@code commands}, {@code subscriptions} and {@code reads}, the links, each
     * {@code up} or {@code down}; {@code commandRestarts}, {@code restarts} (of the subscriptions) and {@code readRestarts},
     * how often each was opened again; {@code channels}, the number of subscribed channels; round-trip times in microseconds:
     * {@code roundTripMicros} of the last exchange, {@code probeMicros} of the last probe, {@code slowestProbeMicros} of the
     * slowest probe within about a minute; {@code queuedBytes}, the queued writes; {@code version}, the server and its
     * version, and {@code eviction}, the policy by which it deletes keys when its memory is full, {@code noeviction} if never,
     * both as soon as they are known; {@code writes}, whether a Redis that replies accepts them: {@code accepted} or
     * {@code refused}; {@code problem}, only while there is one, in words for an administrator.
     */
    BrokerStatus status() {
        LinkLog log = health.log();
        Map<String, String> details = details(log.server(), subscriber.channels(), List.of(this), BrokerFigures.NONE);
        String problem = log.problem();
        if (!problem.isEmpty()) {
            details.put("problem", problem);
        }
        return new BrokerStatus(
                "redis", isUp() && health.acceptsWrites(), LinkLog.text(log.serverProblems().stream()), details);
    }

    /** Whether all three links work. */
    boolean isUp() {
        return writer.isUp() && subscriber.isUp() && reader.isUp();
    }

    /**
     * The details of {@link #status} without {@code problem}, of several servers together: a link is up if there is a server
     * and the link to each server is up; times are those of the slowest; all else is summed.
     *
     * @param name the address in the settings
     * @param channels the number of subscribed channels
     * @param retired the figures of servers that are not used any more
     */
    public static Map<String, String> details(
            String name, int channels, List<LinkStatus> servers, BrokerFigures retired) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", name);
        details.put("commands", state(servers, links -> links.writer().isUp()));
        details.put("subscriptions", state(servers, links -> links.subscriber().isUp()));
        details.put("channels", Integer.toString(channels));
        details.put("restarts", restarts("subscriptions", servers, retired));
        details.put("roundTripMicros", slowest(servers, RedisWriter::roundTripNanos));
        details.put("queuedBytes", sum(servers, links -> links.writer().queuedBytes()));
        details.put("reads", state(servers, links -> links.reader().isUp()));
        details.put("commandRestarts", restarts("commands", servers, retired));
        details.put("readRestarts", restarts("reads", servers, retired));
        details.put("probeMicros", slowest(servers, writer -> writer.probes().last()));
        details.put(
                "slowestProbeMicros", slowest(servers, writer -> writer.probes().slowest()));
        details.put(
                "writes", servers.stream().allMatch(links -> links.health().acceptsWrites()) ? "accepted" : "refused");
        putIfKnown(details, "version", servers.stream().map(links -> links.health()
                .facts()
                .version()));
        putIfKnown(details, "eviction", servers.stream().map(links -> links.health()
                .facts()
                .eviction()));
        return details;
    }

    private static String restarts(String link, List<LinkStatus> servers, BrokerFigures retired) {
        return Long.toString(Stream.concat(servers.stream().map(LinkStatus::figures), Stream.of(retired))
                .flatMap(figures -> figures.links().stream())
                .filter(one -> one.name().equals(link))
                .mapToLong(Link::restarts)
                .sum());
    }

    private static void putIfKnown(Map<String, String> details, String name, Stream<String> values) {
        String known =
                values.filter(value -> !value.isEmpty()).distinct().sorted().collect(Collectors.joining(", "));
        if (!known.isEmpty()) {
            details.put(name, known);
        }
    }

    private static String state(List<LinkStatus> servers, Predicate<LinkStatus> isUp) {
        return state(!servers.isEmpty() && servers.stream().allMatch(isUp));
    }

    private static String sum(List<LinkStatus> servers, ToLongFunction<LinkStatus> figure) {
        return Long.toString(servers.stream().mapToLong(figure).sum());
    }

    private static String slowest(List<LinkStatus> servers, ToLongFunction<RedisWriter> nanos) {
        return micros(
                servers.stream().map(LinkStatus::writer).mapToLong(nanos).max().orElse(0));
    }

    /** The state of each link, on one line. */
    public String states() {
        return "commands " + state(writer.isUp())
                + ", subscriptions " + state(subscriber.isUp())
                + ", reads " + state(reader.isUp())
                + (health.acceptsWrites() ? "" : ", writes refused");
    }

    /** The figures of the links. */
    public BrokerFigures figures() {
        return new BrokerFigures(
                List.of(
                        new Link("commands", writer.isUp(), writer.restarts()),
                        new Link("subscriptions", subscriber.isUp(), subscriber.restarts()),
                        new Link("reads", reader.isUp(), reader.restarts())),
                writer.roundTrips().snapshot(),
                writer.queuedBytes(),
                WriteQueue.MAX_BYTES,
                new Refusals(!health.acceptsWrites(), health.refusals()),
                Map.of());
    }

    /** For how long a link, or writing, has not worked; zero if all work. */
    public Duration outage() {
        return Collections.max(List.of(writer.outage(), subscriber.outage(), reader.outage(), health.outage()));
    }

    private static String state(boolean isUp) {
        return isUp ? "up" : "down";
    }

    private static String micros(long nanos) {
        return Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
