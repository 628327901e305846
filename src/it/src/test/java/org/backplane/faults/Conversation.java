package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.it.servers.Node;

/**
 * Some channels, two by default, a talker and a witness on each node: the traffic that a fault happens to. Its channels are
 * its own.
 */
final class Conversation implements AutoCloseable {

    private static final int SOME = 50;

    private final Ledger ledger = new Ledger();
    private final List<String> channels;
    private final List<Talker> talkers;
    private final List<RecordingClient> witnesses;

    /** Returns when everybody is there and talks. */
    Conversation(FaultServers servers) {
        this(servers.nodes(), 2);
    }

    /** Returns when everybody is there and talks, in so many channels. */
    Conversation(List<Node> ab, int count) {
        channels = IntStream.range(0, count)
                .mapToObj(i -> "c" + i + "-" + UUID.randomUUID())
                .toList();
        List<Node> ba = List.of(ab.get(1), ab.get(0));
        witnesses = Stream.of(
                        new RecordingClient("wa", ab, ledger, channels),
                        new RecordingClient("wb", ba, ledger, channels))
                .map(RecordingClient::start)
                .toList();
        talkers =
                Stream.of(talker("ta", ab), talker("tb", ba)).map(Talker::start).toList();
        goesOn();
    }

    private Talker talker(String name, List<Node> nodes) {
        return new Talker(name, nodes, ledger, channels.toArray(String[]::new));
    }

    Ledger ledger() {
        return ledger;
    }

    List<String> channels() {
        return channels;
    }

    List<Talker> talkers() {
        return talkers;
    }

    List<RecordingClient> witnesses() {
        return witnesses;
    }

    /** Waits until some more messages of every talker are acknowledged. */
    void goesOn() {
        talkers.forEach(talker -> talker.awaitMore(SOME));
    }

    /** How often the witnesses were told to reload. */
    int resets() {
        return Verdict.of(witnesses.stream().map(RecordingClient::verdict).toList())
                .resets();
    }

    /** How often the witnesses had to connect, the first time left out. */
    int reconnections() {
        return witnesses.stream().mapToInt(witness -> witness.connections() - 1).sum();
    }

    /** Everybody falls silent; fails if a message was lost, doubled or out of order for anybody, and says how it went. */
    Verdict endsClean() {
        talkers.forEach(Talker::finish);
        Verdict verdict =
                Verdict.of(witnesses.stream().map(RecordingClient::awaitClean).toList());
        assertThat(ledger.messagesAcknowledged()).isEqualTo(ledger.messagesSent());
        return verdict;
    }

    @Override
    public void close() {
        talkers.forEach(Talker::close);
        witnesses.forEach(RecordingClient::close);
    }
}
