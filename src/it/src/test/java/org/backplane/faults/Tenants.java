package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.backplane.it.servers.Node;

/**
 * Many users with one channel each, which nobody else uses: all say something in it, come back by themselves with the
 * position they have when their connection ends, and complain of whatever is not as it should be. Used by one thread.
 */
final class Tenants implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final List<Tenant> all;

    /** Returns when all are subscribed on a node. */
    Tenants(int count, Node node) {
        String prefix = "room-" + UUID.randomUUID() + "-";
        all = IntStream.range(0, count)
                .mapToObj(i -> new Tenant(prefix + i, complaints::add))
                .toList();
        moveTo(node);
        all.forEach(Tenant::connect);
        await("all are there", Tenant::isBack);
    }

    /** Whoever has to connect again connects to this node. */
    void moveTo(Node node) {
        all.forEach(tenant -> tenant.moveTo(node));
    }

    /** All say something more; does not wait for answers. */
    void say() {
        all.forEach(Tenant::say);
    }

    /** Waits until all are subscribed again on the node that they were to move to. */
    void awaitBack() {
        await("all are back", Tenant::isBack);
    }

    /** Waits until all that was said is acknowledged, and heard by who said it. */
    void awaitAllHeard() {
        await("all is heard", Tenant::hasHeardAll);
    }

    private void await(String what, Predicate<Tenant> condition) {
        Awaitility.await(what).atMost(BOUND).until(() -> {
            assertThat(complaints).isEmpty();
            return all.stream().allMatch(condition);
        });
    }

    /** What was lost, doubled, out of order or refused, for people. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        all.forEach(Tenant::close);
    }
}
