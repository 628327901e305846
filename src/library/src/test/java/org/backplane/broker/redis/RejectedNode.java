package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;

/** A node whose Redis may reject it, with its status and its log. */
public final class RejectedNode implements AutoCloseable {

    private static final String SLOW = "the link could not be opened within";

    private final Logger logger = Logger.getLogger("org.backplane.broker.redis");
    private final ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Handler recording = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final BrokerNodes brokers;
    private final TestNode node;

    /** Starts the node without waiting until it is available. */
    public RejectedNode(Map<String, String> settings) {
        logger.addHandler(recording);
        Configuration configuration = Configuration.of(settings);
        this.brokers = new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
        this.node = brokers.start("refused");
    }

    /** The problem in the status for administrators; empty if there is none. */
    public String problem() {
        return node.broker().status().details().getOrDefault("problem", "");
    }

    /** The problem in the public status; empty unless Redis itself reports one. */
    String publicProblem() {
        return node.broker().status().problem().orElse("");
    }

    /** The details of the status. */
    public Map<String, String> details() {
        return node.broker().status().details();
    }

    /** The counters. */
    BrokerFigures figures() {
        return node.broker().figures();
    }

    /** The duration of the current outage. */
    Duration outage() {
        return node.broker().outage();
    }

    /** Waits until the node is not available and the status says why. */
    public void awaitProblem(String text) {
        eventually(
                "a problem: " + text,
                () -> problem().contains(text) && !node.broker().status().available());
    }

    /** Waits until a message can be stored and the status has no problem. */
    public void awaitWork() {
        RedisBrokerNodes.awaitUp(node);
        eventually("a message is stored", this::attempt);
        eventually("no problem in the status", () -> problem().isEmpty());
    }

    /** Publishes; whether it was stored. */
    public boolean attempt() {
        try {
            node.publish(Publications.of(HOME, "1"));
            return true;
        } catch (BrokerUnavailableException refused) {
            return false;
        }
    }

    /** The lines of the log so far. */
    public List<String> log() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream().map(formatter::format).toList();
    }

    /** The warnings and errors in the log so far, without those about a busy machine. */
    public List<String> warnings() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .map(formatter::format)
                .filter(line -> !line.contains(SLOW))
                .toList();
    }

    @Override
    public void close() {
        try {
            brokers.close();
        } finally {
            logger.removeHandler(recording);
        }
    }
}
