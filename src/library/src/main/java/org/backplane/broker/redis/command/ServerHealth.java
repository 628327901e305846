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

/** Whether a Redis that replies accepts writes, and how many errors it replied with. Thread-safe; lock-free. */
public final class ServerHealth {

    private static final String WRITES = "writes";
    private static final int MAX_WORDS = 32;
    private static final String ANY_OTHER_WORD = "OTHER";

    private final LinkLog log;
    private final ServerFacts facts;
    private final Outage outage = new Outage(true, System::nanoTime);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    public ServerHealth(LinkLog log) {
        this.log = log;
        this.facts = new ServerFacts(log.server());
    }

    /** The log of problems of the server. */
    public LinkLog log() {
        return log;
    }

    public ServerFacts facts() {
        return facts;
    }

    /** Redis replied with an error. */
    void refused(ErrorReply reply) {
        boolean hasRoom = refusals.size() < MAX_WORDS || refusals.containsKey(reply.word());
        refusals.computeIfAbsent(hasRoom ? reply.word() : ANY_OTHER_WORD, word -> new LongAdder())
                .increment();
        if (reply.meaning() == ErrorReply.Meaning.WRITES_REFUSED) {
            outage.begins();
            reply.problem().map(LinkFailure::of).ifPresent(why -> log.fails(WRITES, why));
        }
    }

    /** Redis accepted a write probe. */
    void writeAccepted() {
        outage.ends();
        log.works(WRITES);
    }

    /** Whether Redis accepts writes, as far as is known. */
    public boolean acceptsWrites() {
        return outage.isOver();
    }

    /** For how long Redis has accepted no write; zero if it accepts them. */
    public Duration outage() {
        return outage.lasts();
    }

    /** The number of error replies, by the word that the error begins with. */
    public Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.forEach((word, count) -> counts.put(word, count.sum()));
        return counts;
    }
}
