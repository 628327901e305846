package org.backplane.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.it.servers.Node;

/**
 * Several talkers and witnesses, and one fault after the other from a shuffled deck, as the seed has it, until the time is
 * over.
 */
final class Soak implements Fault.Scene, AutoCloseable {

    private final FaultServers servers;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final List<String> channels;
    private final List<RecordingClient> witnesses;
    private final List<Talker> talkers;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);

    Soak(FaultServers servers, long seed) {
        this.servers = servers;
        this.random = new Random(seed);
        this.channels = Stream.of("one", "two", "three")
                .map(name -> "soak-" + name + "-" + System.nanoTime())
                .toList();
        List<Node> ab = servers.nodes();
        List<Node> ba = List.of(ab.get(1), ab.get(0));
        this.witnesses = Stream.of(witness("wa1", ab), witness("wa2", ab), witness("wb1", ba), witness("wb2", ba))
                .map(RecordingClient::start)
                .toList();
        this.talkers = Stream.of(talker("ta1", ab), talker("ta2", ab), talker("tb1", ba), talker("tb2", ba))
                .map(Talker::start)
                .toList();
    }

    private RecordingClient witness(String name, List<Node> nodes) {
        return new RecordingClient(name, nodes, ledger, channels);
    }

    private Talker talker(String name, List<Node> nodes) {
        return new Talker(name, nodes, ledger, channels, Talker.PACE, 100);
    }

    @Override
    public FaultServers servers() {
        return servers;
    }

    @Override
    public RecordingClient aWitness() {
        return witnesses.get(random.nextInt(witnesses.size()));
    }

    @Override
    public Talker aTalker() {
        return talkers.get(random.nextInt(talkers.size()));
    }

    /** Breaks one thing after the other, with short pauses, until the time is over. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (Fault fault : shuffledDeck()) {
                if (System.nanoTime() < end) {
                    strike(fault);
                }
            }
        }
    }

    private List<Fault> shuffledDeck() {
        List<Fault> deck = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            deck.addAll(Collections.nCopies(fault.share(), fault));
        }
        Collections.shuffle(deck, random);
        return deck;
    }

    private void strike(Fault fault) {
        NodeProcess node = servers.processes().get(random.nextInt(2));
        Duration lasting = Duration.ofMillis(500 + random.nextInt(4_000));
        Duration pause = Duration.ofMillis(random.nextInt(1_500));
        fault.strike(this, node, lasting);
        struck.merge(fault, 1, Integer::sum);
        FaultServers.lasts(pause);
    }

    /** How often a fault has struck. */
    int struck(Fault fault) {
        return struck.getOrDefault(fault, 0);
    }

    /** Everybody falls silent; returns what is wrong once nothing more comes. */
    Verdict end() {
        talkers.forEach(Talker::finish);
        witnesses.forEach(RecordingClient::awaitAll);
        return Verdict.of(witnesses.stream().map(RecordingClient::verdict).toList());
    }

    /** What was wrong, for people. */
    String complaints() {
        return witnesses.stream()
                .filter(witness -> !witness.complaints().isEmpty())
                .map(witness -> witness + ": " + witness.complaints())
                .collect(Collectors.joining("\n"));
    }

    /** The result as a table. */
    String table(Verdict verdict) {
        StringBuilder table = new StringBuilder("| fault | times |\n| --- | --- |\n");
        struck.forEach((fault, times) -> row(table, fault.text(), times));
        table.append("\n| what became of the messages | |\n| --- | --- |\n");
        row(table, "sent", ledger.messagesSent());
        row(table, "acknowledged", ledger.messagesAcknowledged());
        row(table, "witnesses of each", witnesses.size());
        row(table, "lost", verdict.lost());
        row(table, "doubled", verdict.doubled());
        row(table, "out of order", verdict.outOfOrder());
        row(table, "resets told", verdict.resets());
        row(table, "forgotten by an emptied Redis, and told so", verdict.forgotten());
        row(table, "longest gap in delivery", verdict.longestGap().toMillis() + " ms");
        return table.toString();
    }

    private static void row(StringBuilder table, String what, Object value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    @Override
    public void close() {
        talkers.forEach(Talker::close);
        witnesses.forEach(RecordingClient::close);
    }
}
