package org.backplane.broker.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerFigures.Link;
import org.backplane.broker.BrokerStatus;

/** The three links of a node to Redis, for whoever wants to know how they are. Thread-safe; costs them nothing. */
record RedisLinks(String server, LinkLog log, RedisWriter writer, RedisReader reader, RedisSubscriber subscriber) {

    /**
     * How they are. Details: {@code server}; {@code commands}, {@code subscriptions} and {@code reads}, the links, each
     * {@code up} or {@code down}; {@code commandRestarts}, {@code restarts} (of the subscriptions) and
     * {@code readRestarts}, how often each had to be made anew; {@code channels}, how many are subscribed; in microseconds,
     * what took how long to Redis and back: {@code roundTripMicros} the last exchange, {@code probeMicros} the last probe,
     * {@code slowestProbeMicros} the slowest one in about a minute; {@code queuedBytes}, what waits to be written;
     * {@code problem}, only while there is one, in words for an administrator.
     */
    BrokerStatus status() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", server);
        details.put("commands", state(writer.isUp()));
        details.put("subscriptions", state(subscriber.isUp()));
        details.put("channels", Integer.toString(subscriber.channels()));
        details.put("restarts", Long.toString(subscriber.restarts()));
        details.put("roundTripMicros", micros(writer.roundTripNanos()));
        details.put("queuedBytes", Long.toString(writer.queuedBytes()));
        details.put("reads", state(reader.isUp()));
        details.put("commandRestarts", Long.toString(writer.restarts()));
        details.put("readRestarts", Long.toString(reader.restarts()));
        details.put("probeMicros", micros(writer.probes().last()));
        details.put("slowestProbeMicros", micros(writer.probes().slowest()));
        String problem = log.problem();
        if (!problem.isEmpty()) {
            details.put("problem", problem);
        }
        return new BrokerStatus("redis", writer.isUp() && subscriber.isUp(), details);
    }

    /** What they have counted. */
    BrokerFigures figures() {
        return new BrokerFigures(
                List.of(
                        new Link("commands", writer.isUp(), writer.restarts()),
                        new Link("subscriptions", subscriber.isUp(), subscriber.restarts()),
                        new Link("reads", reader.isUp(), reader.restarts())),
                writer.roundTrips().snapshot(),
                writer.queuedBytes(),
                WriteQueue.MAX_BYTES);
    }

    /** For how long one of those that clients need has not worked. */
    Duration outage() {
        Duration commands = writer.outage();
        Duration subscriptions = subscriber.outage();
        return commands.compareTo(subscriptions) > 0 ? commands : subscriptions;
    }

    private static String state(boolean isUp) {
        return isUp ? "up" : "down";
    }

    private static String micros(long nanos) {
        return Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
}
