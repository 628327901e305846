package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.backplane.it.servers.Node;

/**
 * What talkers and witnesses do without a pause while the nodes below them are replaced, at a rate that the default limits
 * allow: all go to the other node when theirs ends.
 */
final class Traffic implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int SOME = 20;

    private final Ledger ledger = new Ledger();
    private final List<String> channels = Stream.of("one", "two", "three")
            .map(name -> "upgrade-" + name + "-" + UUID.randomUUID())
            .toList();
    private final List<Node> nodes;
    private final List<RecordingClient> witnesses;
    private final List<Talker> talkers;
    private int phase;

    /** Begins, and returns when all are subscribed. */
    Traffic(Node a, Node b) {
        nodes = List.of(a, b);
        List<Node> other = List.of(b, a);
        witnesses = Stream.of(
                        new RecordingClient("wa", nodes, ledger, channels),
                        new RecordingClient("wb", other, ledger, channels))
                .map(RecordingClient::start)
                .toList();
        talkers = Stream.of(talker("ta", nodes), talker("tb", other))
                .map(Talker::start)
                .toList();
    }

    private Talker talker(String name, List<Node> preferred) {
        return new Talker(name, preferred, ledger, channels, PAUSE, 50);
    }

    /** A witness on each node, and messages from each node: returns when some more of each talker's are acknowledged. */
    void flowsBothWays() {
        phase++;
        for (int i = 0; i < nodes.size(); i++) {
            witnesses.get(i).moveTo(nodes.get(i));
        }
        for (Node node : nodes) {
            try (Talker talker = talker(node.name() + phase, List.of(node)).start()) {
                talker.awaitMore(SOME);
                talker.finish();
            }
        }
        talkers.forEach(talker -> talker.awaitMore(SOME));
    }

    /** All fall silent; fails if a message was lost, doubled or out of order for anybody, or anybody was told to reload. */
    void endsClean() {
        talkers.forEach(Talker::finish);
        Verdict verdict =
                Verdict.of(witnesses.stream().map(RecordingClient::awaitClean).toList());
        assertThat(verdict.resets()).as("resets").isZero();
        assertThat(ledger.messagesAcknowledged()).isEqualTo(ledger.messagesSent());
    }

    @Override
    public void close() {
        talkers.forEach(Talker::close);
        witnesses.forEach(RecordingClient::close);
    }
}
