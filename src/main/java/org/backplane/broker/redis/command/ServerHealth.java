package org.backplane.broker.redis.command;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.loop.Outage;
import org.backplane.broker.redis.script.ErrorReply;

/**
 * Whether a Redis that answers takes what this node writes, and how often it answered with an error. Thread-safe; nobody
 * waits.
 */
public final class ServerHealth {

    private static final String WRITES = "writes";
    private static final int MOST_WORDS = 32;
    private static final String ANY_OTHER_WORD = "OTHER";

    private final LinkLog log;
    private final ServerFacts facts;
    private final Outage outage = new Outage(true, System::nanoTime);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    public ServerHealth(LinkLog log) {
        this.log = log;
        this.facts = new ServerFacts(log.server());
    }

    /** Where problems are told. */
    public LinkLog log() {
        return log;
    }

    /** What the server says of itself. */
    public ServerFacts facts() {
        return facts;
    }

    /** Redis answered with an error. */
    void refused(ErrorReply reply) {
        boolean hasRoom = refusals.size() < MOST_WORDS || refusals.containsKey(reply.word());
        refusals.computeIfAbsent(hasRoom ? reply.word() : ANY_OTHER_WORD, word -> new LongAdder())
                .increment();
        if (reply.meaning() == ErrorReply.Meaning.WRITES_REFUSED) {
            outage.begins();
            reply.problem().map(LinkFailure::of).ifPresent(why -> log.fails(WRITES, why));
        }
    }

    /** Redis took a write that it would have refused if it took none. */
    void taken() {
        outage.ends();
        log.works(WRITES);
    }

    /** Whether Redis takes writes, as far as is known. */
    public boolean takesWrites() {
        return outage.isOver();
    }

    /** For how long it has taken none. */
    public Duration outage() {
        return outage.lasts();
    }

    /** How often Redis answered with an error, by what the error began with. */
    public Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.forEach((word, count) -> counts.put(word, count.sum()));
        return counts;
    }
}
