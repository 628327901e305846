package org.backplane.launch;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Sends a message from the first server to the last and one back, with real WebSocket clients. */
final class CrossServerCheck {
    private final DemoNode first;
    private final DemoNode last;

    CrossServerCheck(DemoNode first, DemoNode last) {
        this.first = first;
        this.last = last;
    }

    /** @throws LaunchException if a message does not arrive; the exception says where */
    void run() {
        var channel = "check-" + UUID.randomUUID();
        try (var here = new HubClient(first, channel);
                var there = new HubClient(last, channel)) {
            pass(channel, here, there);
            pass(channel, there, here);
        }
        System.out.println("Check passed.");
    }

    private static void pass(String channel, HubClient from, HubClient to) {
        var text = UUID.randomUUID().toString();
        long start = System.nanoTime();
        from.publish(channel, text);
        from.await("published", channel);
        to.await("message", text);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(
                "  " + from.node().name() + " said it, " + to.node().name() + " heard it: " + millis + " ms");
    }
}
