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

/** The three links of a node to Redis, for whoever wants to know how they are. Thread-safe; costs them nothing. */
public record LinkStatus(ServerHealth health, RedisWriter writer, RedisReader reader, RedisSubscriber subscriber) {

    /**
     * How they are. Details: {@code server}; {@code commands}, {@code subscriptions} and {@code reads}, the links, each
     * {@code up} or {@code down}; {@code commandRestarts}, {@code restarts} (of the subscriptions) and
     * {@code readRestarts}, how often each had to be made anew; {@code channels}, how many are subscribed; in microseconds,
     * what took how long to Redis and back: {@code roundTripMicros} the last exchange, {@code probeMicros} the last probe,
     * {@code slowestProbeMicros} the slowest one in about a minute; {@code queuedBytes}, what waits to be written;
     * {@code version}, which server it is and which version, and {@code eviction}, by which policy it deletes keys when its
     * memory is full, {@code noeviction} if never, both as soon as they are known; {@code writes}, whether a Redis that answers takes them: {@code accepted} or {@code refused}; {@code problem}, only while there is one, in words for an administrator.
     */
    BrokerStatus status() {
        LinkLog log = health.log();
        Map<String, String> details = details(log.server(), subscriber.channels(), List.of(this), BrokerFigures.NONE);
        String problem = log.problem();
        if (!problem.isEmpty()) {
            details.put("problem", problem);
        }
        return new BrokerStatus(
                "redis", isUp() && health.takesWrites(), LinkLog.text(log.serverProblems().stream()), details);
    }

    /** Whether all of them work. */
    boolean isUp() {
        return writer.isUp() && subscriber.isUp() && reader.isUp();
    }

    /**
     * The details of {@link #status} but the {@code problem}, of several servers together: a link is up if it is to all of
     * them and there is one, times are those of the slowest, and all else is summed.
     *
     * @param name what the settings call them
     * @param channels how many are subscribed
     * @param gone what servers have counted that are not used any more
     */
    public static Map<String, String> details(String name, int channels, List<LinkStatus> servers, BrokerFigures gone) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", name);
        details.put("commands", state(servers, links -> links.writer().isUp()));
        details.put("subscriptions", state(servers, links -> links.subscriber().isUp()));
        details.put("channels", Integer.toString(channels));
        details.put("restarts", restarts("subscriptions", servers, gone));
        details.put("roundTripMicros", slowest(servers, RedisWriter::roundTripNanos));
        details.put("queuedBytes", sum(servers, links -> links.writer().queuedBytes()));
        details.put("reads", state(servers, links -> links.reader().isUp()));
        details.put("commandRestarts", restarts("commands", servers, gone));
        details.put("readRestarts", restarts("reads", servers, gone));
        details.put("probeMicros", slowest(servers, writer -> writer.probes().last()));
        details.put(
                "slowestProbeMicros", slowest(servers, writer -> writer.probes().slowest()));
        details.put(
                "writes", servers.stream().allMatch(links -> links.health().takesWrites()) ? "accepted" : "refused");
        putIfKnown(details, "version", servers.stream().map(links -> links.health()
                .facts()
                .version()));
        putIfKnown(details, "eviction", servers.stream().map(links -> links.health()
                .facts()
                .eviction()));
        return details;
    }

    private static String restarts(String link, List<LinkStatus> servers, BrokerFigures gone) {
        return Long.toString(Stream.concat(servers.stream().map(LinkStatus::figures), Stream.of(gone))
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

    /** On one line: which link works. */
    public String states() {
        return "commands " + state(writer.isUp())
                + ", subscriptions " + state(subscriber.isUp())
                + ", reads " + state(reader.isUp())
                + (health.takesWrites() ? "" : ", writes refused");
    }

    /** What they have counted. */
    public BrokerFigures figures() {
        return new BrokerFigures(
                List.of(
                        new Link("commands", writer.isUp(), writer.restarts()),
                        new Link("subscriptions", subscriber.isUp(), subscriber.restarts()),
                        new Link("reads", reader.isUp(), reader.restarts())),
                writer.roundTrips().snapshot(),
                writer.queuedBytes(),
                WriteQueue.MAX_BYTES,
                new Refusals(!health.takesWrites(), health.refusals()),
                Map.of());
    }

    /** For how long something that clients need has not worked. */
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
