package org.backplane.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until every node of the demo is ready, and shows the progress. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    private static final int PAUSE_MILLIS = 250;

    private final Instant start = Instant.now();
    private final List<DemoNode> waiting;
    private Instant lastLine = start;

    Readiness(List<DemoNode> nodes) {
        waiting = new ArrayList<>(nodes);
    }

    /**
     * Blocks until all nodes are ready.
     *
     * @throws LaunchException if a node ended, or is not ready within five minutes; the message has the end of its log
     */
    void await() {
        say("Starting " + names() + ": this takes 10 to 30 seconds.");
        while (!waiting.isEmpty()) {
            var node = waiting.get(0);
            pause(node);
            waiting.removeIf(this::hasBecomeReady);
            waiting.forEach(this::requireHope);
            if (lastLine.plus(SIGN_OF_LIFE).isBefore(Instant.now())) {
                say("  still waiting for " + names() + ", " + seconds() + " s");
            }
        }
    }

    private boolean hasBecomeReady(DemoNode node) {
        boolean ready = node.isReady();
        if (ready) {
            say("  " + node.name() + " is ready after " + seconds() + " s: " + node.url());
        }
        return ready;
    }

    private void requireHope(DemoNode node) {
        if (!node.isRunning()) {
            throw new LaunchException("node " + node.name() + " did not start; " + LogTail.of(node.log()));
        }
        if (start.plus(LIMIT).isBefore(Instant.now())) {
            throw new LaunchException("node " + node.name() + " is not ready after " + LIMIT.toSeconds()
                    + " s (it says " + node.answer() + "); " + LogTail.of(node.log()));
        }
    }

    /** Waits for a moment, or for the process to end. */
    private static void pause(DemoNode node) {
        try {
            node.process().waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new LaunchException("interrupted", e);
        }
    }

    private String names() {
        return waiting.stream().map(DemoNode::name).collect(Collectors.joining(", "));
    }

    private long seconds() {
        return Duration.between(start, Instant.now()).toSeconds();
    }

    private void say(String line) {
        System.out.println(line);
        lastLine = Instant.now();
    }
}
