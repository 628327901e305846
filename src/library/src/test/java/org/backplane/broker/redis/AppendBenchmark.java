package org.backplane.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.StreamEntry;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Publication;
import org.backplane.message.Sender;
import org.backplane.message.StoredMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the cost of a batch of messages in the node, without Redis and the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AppendBenchmark {

    private static final ChannelName CHANNEL = new ChannelName("home");

    private final RedisCalls calls = new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("bench"));
    private List<Publication> publications = List.of();
    private byte[] entry = new byte[0];

    /** How many messages are in the batch. */
    @Param({"1", "16", "256"})
    private int messages;

    /** Messages of 100 bytes. */
    @Setup
    public void prepare() {
        JsonText data = JsonText.ofString("x".repeat(100));
        publications = IntStream.range(0, messages)
                .mapToObj(i -> new Publication(
                        CHANNEL, "id-" + i, "key-" + i, "chat", Sender.APPLICATION, Optional.empty(), data))
                .toList();
        String bodies = publications.stream().map(Publication::body).collect(Collectors.joining("\n"));
        entry = ("1 epoch 41 " + messages + " 1700000000000\n" + bodies).getBytes(UTF_8);
    }

    /** From publications to the arguments of the append script. */
    @Benchmark
    public Call encode() {
        List<Append> appends = publications.stream()
                .map(each -> new Append(
                        each.keyOfUser().getBytes(UTF_8),
                        each.id(),
                        each.body().getBytes(UTF_8),
                        new CompletableFuture<>()))
                .toList();
        return calls.append(CHANNEL, appends);
    }

    /** From the bytes that pub/sub carries to the lines for the clients. */
    @Benchmark
    public List<StoredMessage> decode() {
        return StreamEntry.parse(entry).after(CHANNEL, 0);
    }
}
