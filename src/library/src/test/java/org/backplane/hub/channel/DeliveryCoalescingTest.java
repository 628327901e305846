package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Test;

class DeliveryCoalescingTest {

    private static final int MANY = 8;

    private final List<List<StoredMessage>> delivered = new ArrayList<>();
    private final List<Runnable> timer = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private long now = 7;
    private final DeliveryCoalescing coalescing = new DeliveryCoalescing(
            delivered::add,
            (delay, task) -> {
                delays.add(delay);
                timer.add(task);
            },
            () -> now);
    private final List<StoredMessage> messages = LongStream.rangeClosed(1, 1_000)
            .mapToObj(offset -> new StoredMessage(new Position("e", offset), 0, Line.of("{}")))
            .toList();

    private void advance(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void offer(int from, int to) {
        coalescing.offer(messages.subList(from, to), MANY);
    }

    @Test
    void singleMessageIsDeliveredAtOnce() {
        offer(0, 1);
        advance(16);
        offer(1, 2);

        assertThat(delivered).containsExactly(messages.subList(0, 1), messages.subList(1, 2));
        assertThat(timer).isEmpty();
    }

    @Test
    void messagesThatFollowCloselyAreDeliveredTogetherAfterTheInterval() {
        offer(0, 1);
        advance(3);
        offer(1, 2);
        offer(2, 4);

        assertThat(delivered).hasSize(1);
        assertThat(delays).containsExactly(Duration.ofMillis(13));

        advance(13);
        timer.get(0).run();

        assertThat(delivered).containsExactly(messages.subList(0, 1), messages.subList(1, 4));
    }

    @Test
    void messageAfterACoalescedDeliveryWaitsToo() {
        offer(0, 1);
        offer(1, 2);
        advance(16);
        timer.get(0).run();
        advance(15);
        offer(2, 3);

        assertThat(delivered).hasSize(2);
        assertThat(delays).containsExactly(Duration.ofMillis(16), Duration.ofMillis(1));
    }

    @Test
    void fewSubscribersHaveNoDelay() {
        coalescing.offer(messages.subList(0, 1), MANY - 1);
        coalescing.offer(messages.subList(1, 2), MANY - 1);

        assertThat(delivered).hasSize(2);
        assertThat(timer).isEmpty();
    }

    @Test
    void messagesKeepTheirOrderWhenSubscribersLeave() {
        offer(0, 1);
        offer(1, 2);
        coalescing.offer(messages.subList(2, 3), 1);
        timer.get(0).run();

        assertThat(delivered).containsExactly(messages.subList(0, 1), messages.subList(1, 3));
    }

    @Test
    void flushedMessagesAreDeliveredOnce() {
        offer(0, 1);
        offer(1, 2);
        coalescing.flush();
        coalescing.flush();
        timer.get(0).run();

        assertThat(delivered).containsExactly(messages.subList(0, 1), messages.subList(1, 2));
    }

    @Test
    void bufferIsBounded() {
        offer(0, 1);
        IntStream.range(1, 1_000).forEach(i -> offer(i, i + 1));

        assertThat(delivered).hasSizeGreaterThan(3);
        coalescing.flush();
        assertThat(delivered.stream().flatMap(List::stream)).containsExactlyElementsOf(messages);
    }
}
