package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.backplane.broker.Recovery;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {

    private static final Duration AGE = Duration.ofMinutes(1);
    private static final int LINE = 840;
    private static final int COST = RecentMessagesBudget.cost(LINE);

    private long now = 1_000_000;
    private final RecentMessagesBudget budget =
            new RecentMessagesBudget(4L * COST, AGE, () -> Instant.ofEpochMilli(now));
    private final RecentMessages recent = new RecentMessages(budget, 8 * COST);

    private static Position at(long offset) {
        return new Position("e", offset);
    }

    private StoredMessage message(Position position) {
        return new StoredMessage(position, now, Line.of("x".repeat(LINE)));
    }

    private List<StoredMessage> messages(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(o -> message(at(o))).toList();
    }

    private List<Long> offsetsAfter(Position position) {
        return recent.after(position, Integer.MAX_VALUE).messages().stream()
                .map(m -> m.position().offset())
                .toList();
    }

    @Test
    void startAndPositionsOfKeptMessagesAreReached() {
        recent.startAt(at(5));
        recent.add(messages(6, 8), false);

        assertThat(recent.reaches(at(5))).isTrue();
        assertThat(offsetsAfter(at(5))).containsExactly(6L, 7L, 8L);
        assertThat(offsetsAfter(at(7))).containsExactly(8L);
        assertThat(offsetsAfter(at(8))).isEmpty();
        assertThat(recent.reaches(at(4))).isFalse();
        assertThat(recent.reaches(at(9))).isFalse();
    }

    @Test
    void sameOffsetOfAnotherEpochIsAnotherPosition() {
        recent.startAt(at(5));
        recent.add(List.of(message(at(6)), message(new Position("f", 7))), false);

        assertThat(recent.reaches(new Position("f", 5))).isFalse();
        assertThat(recent.reaches(new Position("f", 6))).isFalse();
        assertThat(recent.reaches(at(7))).isFalse();
        assertThat(recent.reaches(new Position("f", 7))).isTrue();
        assertThat(offsetsAfter(at(6))).containsExactly(7L);
    }

    @Test
    void oldestAreDroppedBeyondTheBudgetButKeptWhileClientsCatchUp() {
        recent.startAt(at(0));
        recent.add(messages(1, 10), true);
        assertThat(recent.reaches(at(2))).isTrue();
        assertThat(recent.reaches(at(1))).isFalse();

        recent.trim(false);

        assertThat(recent.reaches(at(5))).isFalse();
        assertThat(offsetsAfter(at(6))).containsExactly(7L, 8L, 9L, 10L);
        assertThat(budget.used()).isEqualTo(4L * COST);
    }

    @Test
    void channelsShareTheBudgetEqually() {
        recent.startAt(at(0));
        recent.add(messages(1, 4), false);
        RecentMessages other = new RecentMessages(budget, 0);
        other.startAt(at(0));

        recent.trim(false);
        assertThat(recent.reaches(at(1))).isFalse();
        assertThat(recent.reaches(at(2))).isTrue();

        other.close();
        recent.close();
        assertThat(budget.used()).isZero();
        assertThat(budget.channelBytes()).isEqualTo(4 * COST);
        assertThat(recent.reaches(at(4))).isFalse();
    }

    @Test
    void messagesOlderThanHistoryAreDropped() {
        recent.startAt(at(0));
        recent.add(messages(1, 2), false);
        now += AGE.toMillis();
        recent.add(messages(3, 3), false);
        assertThat(recent.reaches(at(0))).isTrue();

        now++;
        recent.trim(false);

        assertThat(recent.reaches(at(1))).isFalse();
        assertThat(offsetsAfter(at(2))).containsExactly(3L);
    }

    @Test
    void adjoiningReadIsPrependedWithinTheBudget() {
        recent.startAt(at(8));
        recent.add(messages(9, 10), false);

        recent.prepend(new ReadResult(at(3), new Recovery(true, messages(4, 7), at(7), true)));
        assertThat(recent.reaches(at(7))).as("a gap before 8").isFalse();

        recent.prepend(new ReadResult(at(3), new Recovery(true, messages(4, 9), at(9), false)));

        assertThat(offsetsAfter(at(6))).containsExactly(7L, 8L, 9L, 10L);
        assertThat(recent.reaches(at(5))).isFalse();
    }

    @Test
    void completelyPrependedReadIsReachedFromItsStart() {
        recent.startAt(at(8));

        recent.prepend(new ReadResult(new Position("d", 6), new Recovery(true, messages(7, 8), at(8), false)));

        assertThat(recent.reaches(new Position("d", 6))).isTrue();
        assertThat(recent.reaches(at(6))).isFalse();
        assertThat(offsetsAfter(new Position("d", 6))).containsExactly(7L, 8L);
    }

    @Test
    void answerIsBoundedInBytes() {
        recent.startAt(at(0));
        recent.add(messages(1, 4), false);

        Recovery first = recent.after(at(0), 2 * LINE + 1);
        Recovery least = recent.after(at(3), 1);

        assertThat(first).isEqualTo(new Recovery(true, messages(1, 2), at(2), true));
        assertThat(least).isEqualTo(new Recovery(true, messages(4, 4), at(4), false));
    }
}
