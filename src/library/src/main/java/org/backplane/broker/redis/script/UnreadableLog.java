package org.backplane.broker.redis.script;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.concurrent.RateLimitedLog;

/**
 * Counts and logs content in Redis that cannot be parsed because another version or another application wrote it. Each
 * item is skipped individually; log lines are rate-limited and do not contain the content. Thread-safe.
 */
public final class UnreadableLog {

    private static final System.Logger LOG = System.getLogger(UnreadableLog.class.getName());

    private final RateLimitedLog log = new RateLimitedLog(LOG);
    private final BrokerEvents events;

    public UnreadableLog(BrokerEvents events) {
        this.events = events;
    }

    /**
     * Counts and logs an item that was skipped.
     *
     * @param kind what the item should have been
     * @param owner the channel or lease that it belongs to
     */
    public void skipped(String kind, Object owner) {
        events.count(BrokerEvent.UNREADABLE);
        log.log(
                Level.WARNING,
                "Redis holds something that cannot be read and is left out: " + kind + " of " + owner
                        + ". Another version of Backplane or another application wrote it.");
    }

    /**
     * Parses the fields of a hash, skipping those that cannot be parsed.
     *
     * @param fields field and value alternately
     * @param parser throws a {@link RuntimeException} if it cannot parse a field
     */
    <T> List<T> fields(List<?> fields, BiFunction<String, String, T> parser, String kind, Object owner) {
        List<T> parsed = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i < fields.size(); i += 2) {
            try {
                parsed.add(parser.apply(RedisKeys.text(fields.get(i)), RedisKeys.text(fields.get(i + 1))));
            } catch (RuntimeException unreadable) {
                skipped(kind, owner);
            }
        }
        return parsed;
    }
}
