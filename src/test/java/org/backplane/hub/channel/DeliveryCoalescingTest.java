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

    private final List<List<StoredMessage>> told = new ArrayList<>();
    private final List<Runnable> timer = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private long now = 7;
    private final DeliveryCoalescing pace = new DeliveryCoalescing(
            told::add,
            (delay, task) -> {
                delays.add(delay);
                timer.add(task);
            },
            () -> now);
    private final List<StoredMessage> messages = LongStream.rangeClosed(1, 1_000)
            .mapToObj(offset -> new StoredMessage(new Position("e", offset), 0, Line.of("{}")))
            .toList();

    private void passes(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void take(int from, int to) {
        pace.take(messages.subList(from, to), MANY);
    }

    @Test
    void messageThatComesAloneGoesAtOnce() {
        take(0, 1);
        passes(16);
        take(1, 2);

        assertThat(told).containsExactly(messages.subList(0, 1), messages.subList(1, 2));
        assertThat(timer).isEmpty();
    }

    @Test
    void messagesThatFollowCloselyWaitForTheRestOfTheTimeAndGoTogether() {
        take(0, 1);
        passes(3);
        take(1, 2);
        take(2, 4);

        assertThat(told).hasSize(1);
        assertThat(delays).containsExactly(Duration.ofMillis(13));

        passes(13);
        timer.get(0).run();

        assertThat(told).containsExactly(messages.subList(0, 1), messages.subList(1, 4));
    }

    @Test
    void messageAfterThoseThatWaitedWaitsToo() {
        take(0, 1);
        take(1, 2);
        passes(16);
        timer.get(0).run();
        passes(15);
        take(2, 3);

        assertThat(told).hasSize(2);
        assertThat(delays).containsExactly(Duration.ofMillis(16), Duration.ofMillis(1));
    }

    @Test
    void fewListenersWaitForNothing() {
        pace.take(messages.subList(0, 1), MANY - 1);
        pace.take(messages.subList(1, 2), MANY - 1);

        assertThat(told).hasSize(2);
        assertThat(timer).isEmpty();
    }

    @Test
    void messagesDoNotOvertakeThoseThatWaitThoughListenersLeave() {
        take(0, 1);
        take(1, 2);
        pace.take(messages.subList(2, 3), 1);
        timer.get(0).run();

        assertThat(told).containsExactly(messages.subList(0, 1), messages.subList(1, 3));
    }

    @Test
    void whatIsReleasedGoesOnce() {
        take(0, 1);
        take(1, 2);
        pace.release();
        pace.release();
        timer.get(0).run();

        assertThat(told).containsExactly(messages.subList(0, 1), messages.subList(1, 2));
    }

    @Test
    void noMoreThanSomeAreHeld() {
        take(0, 1);
        IntStream.range(1, 1_000).forEach(i -> take(i, i + 1));

        assertThat(told).hasSizeGreaterThan(3);
        pace.release();
        assertThat(told.stream().flatMap(List::stream)).containsExactlyElementsOf(messages);
    }
}
