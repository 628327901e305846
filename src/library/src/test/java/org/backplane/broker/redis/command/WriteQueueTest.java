package org.backplane.broker.redis.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisCommand;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.junit.jupiter.api.Test;

/** Which queued writes are in a round. */
class WriteQueueTest {

    private static final ChannelName HOT = new ChannelName("hot");
    private static final ChannelName QUIET = new ChannelName("quiet");
    private static final int BEFORE_MESSAGES = 8;
    private static final int PARTS = 3;

    private final RedisCalls calls = new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("test"));
    private final WriteQueue queue = new WriteQueue();

    private static Write.Message message(ChannelName channel, String body) {
        return new Write.Message(
                channel, new Append(new byte[0], "id", body.getBytes(UTF_8), new CompletableFuture<>()));
    }

    private static PendingCall pending(String key) {
        return PendingCall.repeatable(
                new Call.Plain(RedisCommand.HLEN, List.of(key.getBytes(UTF_8))), new CompletableFuture<>());
    }

    private static Write.Change change(ChannelName channel, String key) {
        return new Write.Change(channel, pending(key));
    }

    private static ChannelName channel(int number) {
        return new ChannelName("c" + number);
    }

    private void flood(ChannelName channel, int messages, String body) {
        for (int i = 0; i < messages; i++) {
            assertThat(queue.offer(message(channel, body))).isTrue();
        }
    }

    /** A change whose size throws while it is armed. */
    private static Write.Change failing(AtomicBoolean armed) {
        return new Write.Change(
                HOT,
                PendingCall.repeatable(
                        new Call.Plain(RedisCommand.HLEN, new AbstractList<>() {
                            @Override
                            public byte[] get(int index) {
                                return bytesOrFail();
                            }

                            @Override
                            public Stream<byte[]> stream() {
                                return Stream.of(bytesOrFail());
                            }

                            private byte[] bytesOrFail() {
                                if (armed.get()) {
                                    throw new OutOfMemoryError("injected");
                                }
                                return "key".getBytes(UTF_8);
                            }

                            @Override
                            public int size() {
                                return 1;
                            }
                        }),
                        new CompletableFuture<>()));
    }

    @Test
    void roundThatFailsFailsItsWritesAndLosesNoOthers() {
        AtomicBoolean armed = new AtomicBoolean();
        Write.Message taken = message(HOT, "1");
        queue.offer(taken);
        queue.offer(failing(armed));
        armed.set(true);

        assertThatThrownBy(() -> queue.take(Duration.ZERO)).isInstanceOf(OutOfMemoryError.class);

        assertThat(taken.append().outcome()).isCompletedExceptionally();
        armed.set(false);
        queue.offer(message(QUIET, "2"));
        assertThat(round()).containsExactly("key", "2");
        assertThat(queue.bytes()).isZero();
    }

    /** One round as the writer does it: each call as the messages it stores, or as its key. */
    private List<String> round() {
        try {
            List<Write> writes = queue.take(Duration.ZERO);
            List<String> round =
                    queue.plan(writes, calls).stream().map(WriteQueueTest::text).toList();
            queue.done(writes);
            return round;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(PendingCall pending) {
        return pending.call() instanceof Call.ScriptCall run
                ? String.join(" ", bodies(run))
                : new String(pending.call().key(), UTF_8);
    }

    private static List<String> bodies(Call.ScriptCall append) {
        List<String> bodies = new ArrayList<>();
        for (int i = BEFORE_MESSAGES + PARTS - 1; i < append.arguments().size(); i += PARTS) {
            bodies.add(new String(append.arguments().get(i), UTF_8));
        }
        return bodies;
    }

    private int rounds() {
        int rounds = 0;
        while (!round().isEmpty()) {
            rounds++;
        }
        return rounds;
    }

    @Test
    void messageOfAnotherChannelIsInTheNextRoundWhileOneChannelIsFlooded() {
        flood(HOT, 20_000, "hot");
        round();

        queue.offer(message(QUIET, "quiet"));

        assertThat(round()).hasSize(2).contains("quiet");
    }

    @Test
    void floodedChannelsAreServedRoundRobin() {
        String large = "x".repeat(4_096);
        for (int i = 0; i < 100; i++) {
            flood(channel(i), 20, i + " " + large);
        }
        queue.offer(message(QUIET, "quiet"));

        List<String> served = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            List<String> calls = round();
            assertThat(calls.stream().mapToInt(String::length).sum()).isLessThan(1 << 21);
            calls.forEach(
                    call -> served.add(call.substring(0, call.indexOf(' ') < 0 ? call.length() : call.indexOf(' '))));
        }

        assertThat(served).contains("quiet");
        assertThat(served.stream().filter(channel -> !channel.equals("quiet")).distinct())
                .as("no channel twice before every channel once")
                .hasSize(100);
    }

    @Test
    void channelHasOneBatchInARound() {
        flood(HOT, 600, "m");

        assertThat(round()).singleElement().satisfies(batch -> assertThat(batch.split(" "))
                .hasSize(256));
        assertThat(round()).hasSize(1);
        assertThat(round()).singleElement().satisfies(batch -> assertThat(batch.split(" "))
                .hasSize(88));
        assertThat(round()).isEmpty();
    }

    @Test
    void batchIsBoundedInBytes() {
        flood(HOT, 9, "x".repeat(100_000));

        assertThat(rounds()).isEqualTo(5);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void orderOfAChannelIsKept() {
        queue.offer(change(HOT, "1"));
        queue.offer(message(HOT, "2"));
        queue.offer(message(HOT, "3"));
        queue.offer(change(HOT, "4"));
        queue.offer(change(HOT, "5"));
        queue.offer(message(HOT, "6"));

        List<String> all = new ArrayList<>();
        for (List<String> round = round(); !round.isEmpty(); round = round()) {
            all.addAll(round);
        }

        assertThat(all).containsExactly("1", "2 3", "4", "5", "6");
    }

    @Test
    void writeOfNoChannelPrecedesLaterWrites() {
        flood(HOT, 300, "m");
        round();
        queue.offer(new Write.OfNode(pending("lease")));
        queue.offer(change(QUIET, "member"));

        List<String> round = round();

        assertThat(round).contains("member", "lease");
        assertThat(round.indexOf("lease")).isLessThan(round.indexOf("member"));
    }

    @Test
    void oneChannelLeavesSpaceForOthers() {
        String large = "x".repeat(32 * 1024);
        int taken = 0;
        while (queue.offer(message(HOT, large))) {
            taken++;
        }

        assertThat((long) taken * large.length()).isBetween(WriteQueue.MAX_BYTES / 2, WriteQueue.MAX_BYTES * 4 / 5);
        for (int i = 0; i < 20; i++) {
            assertThat(queue.offer(message(channel(i), large))).isTrue();
        }
        assertThat(queue.offer(new Write.OfNode(pending("lease")))).isTrue();
    }

    @Test
    void manyChannelsTogetherHaveABound() {
        String large = "x".repeat(32 * 1024);
        int channels = 0;
        while (queue.offer(message(channel(channels), large))) {
            channels++;
        }

        assertThat(queue.bytes()).isBetween(WriteQueue.MAX_BYTES - 2L * large.length(), WriteQueue.MAX_BYTES);
        round();
        assertThat(queue.offer(message(QUIET, large))).isTrue();
    }

    @Test
    void repeatIsTheOnlyWriteOfItsSlotInARound() {
        queue.offer(message(HOT, "newer"));
        queue.offer(message(QUIET, "elsewhere"));
        queue.offer(new Write.Repeat(pending("backplane:{hot}:log")));

        assertThat(round()).containsExactly("backplane:{hot}:log", "elsewhere");
        assertThat(round()).containsExactly("newer");
    }

    @Test
    void removedWritesKeepTheirOrderAndTheirChannelIsRemoved() {
        flood(HOT, 300, "x");
        round();
        queue.offer(message(HOT, "last"));
        queue.offer(message(QUIET, "stays"));
        int slot = Slots.of(HOT);

        List<Write> out = queue.remove(of -> of == slot);

        assertThat(out).hasSize(45);
        assertThat(out.get(44)).isInstanceOfSatisfying(Write.Message.class, message -> assertThat(
                        message.append().body())
                .asString(UTF_8)
                .isEqualTo("last"));
        assertThat(round()).containsExactly("stays");
        assertThat(round()).isEmpty();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void allQueuedWritesFailTogether() {
        Write.Message waiting = message(HOT, "m");
        flood(HOT, 300, "x");
        queue.offer(waiting);
        round();

        queue.failAll(new BrokerUnavailableException("away"));

        assertThat(waiting.append().outcome()).isCompletedExceptionally();
        assertThat(round()).isEmpty();
        assertThat(queue.bytes()).isZero();
    }
}
