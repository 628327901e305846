package org.backplane.broker.redis.script;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.concurrent.RateLimitedLog;

/**
 * What administrators are told of pieces of content in Redis that cannot be read, because another version or another
 * application wrote them. Each is left out by itself, counted, and logged seldom and without what it holds. Thread-safe.
 */
public final class UnreadableLog {

    private static final System.Logger LOG = System.getLogger(UnreadableLog.class.getName());

    private final RateLimitedLog log = new RateLimitedLog(LOG);
    private final BrokerEvents events;

    public UnreadableLog(BrokerEvents events) {
        this.events = events;
    }

    /**
     * A piece was left out.
     *
     * @param kind what it should have been
     * @param owner the channel or lease that it belongs to
     */
    public void leftOut(String kind, Object owner) {
        events.count(BrokerEvent.UNREADABLE);
        log.log(
                Level.WARNING,
                "Redis holds something that cannot be read and is left out: " + kind + " of " + owner
                        + ". Another version of Backplane or another application wrote it.");
    }

    /**
     * Reads the fields of a hash, each by itself.
     *
     * @param fields field and value in turn
     * @param reader throws a {@link RuntimeException} where it cannot read them
     */
    <T> List<T> fields(List<?> fields, BiFunction<String, String, T> reader, String kind, Object owner) {
        List<T> all = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i < fields.size(); i += 2) {
            try {
                all.add(reader.apply(RedisKeys.text(fields.get(i)), RedisKeys.text(fields.get(i + 1))));
            } catch (RuntimeException unreadable) {
                leftOut(kind, owner);
            }
        }
        return all;
    }
}
