package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** History is read backwards in pages. */
interface HistoryContract extends ContractFixture {

    @ParameterizedTest
    @CsvSource({"25,10,3", "20,10,2", "1,10,1", "7,1,7", "100,100,1", "99,100,1", "100,99,2"})
    default void pagesBackwardsUntilThereIsNoMore(int messages, int limit, int pages) {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        node.publish(HOME, messages);
        List<StoredMessage> all = node.recover(HOME, start).messages();
        List<StoredMessage> read = new ArrayList<>();
        Position before = Position.NONE;
        for (int page = 1; page <= pages; page++) {
            HistoryPage history = node.history(HOME, before, limit);
            assertThat(history.messages()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
            assertThat(history.more()).isEqualTo(page < pages);
            read.addAll(0, history.messages());
            before = read.get(0).position();
        }
        assertThat(read).isEqualTo(all);
        assertThat(node.history(HOME, before, limit)).isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    @Tag("operation")
    default void endsBeforeTheRequestedPosition() {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 10);
        for (int offset = 1; offset <= 10; offset++) {
            assertThat(node.history(HOME, start.plus(offset), 100).messages())
                    .isEqualTo(node.recover(HOME, start).messages().subList(0, offset - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "300", "1000", "5000"})
    default void isLimitedInBytesButReturnsOneMessage(int maxBytes) {
        TestNode node = brokers().node("a");
        node.publish(HOME, 20);
        HistoryPage page = answer(node.broker().history(HOME, new HistoryQuery(Position.NONE, 100, maxBytes)));
        int bytes = page.messages().stream().mapToInt(m -> m.line().bytes()).sum();
        assertThat(bytes <= maxBytes || page.messages().size() == 1).isTrue();
        assertThat(page.messages()).isNotEmpty();
        assertThat(page.messages().get(page.messages().size() - 1).position()).isEqualTo(node.top(HOME));
        assertThat(page.more()).isEqualTo(page.messages().size() < 20);
    }

    @ParameterizedTest
    @CsvSource({"1", "700", "5000", "1000000"})
    default void pagesBoundedInBytesMissNothing(int maxBytes) {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 60);
        node.publish(HOME, 1);
        List<StoredMessage> read = new ArrayList<>();
        HistoryPage page;
        do {
            Position before = read.isEmpty() ? Position.NONE : read.get(0).position();
            page = answer(node.broker().history(HOME, new HistoryQuery(before, 25, maxBytes)));
            assertThat(page.messages()).isNotEmpty();
            read.addAll(0, page.messages());
            assertThat(read).hasSizeLessThanOrEqualTo(61);
        } while (page.more());
        assertThat(read).isEqualTo(node.recover(HOME, start).messages());
    }

    @Test
    default void ofAnUntouchedChannelIsEmpty() {
        TestNode node = brokers().node("a");
        assertThat(node.history(HOME, Position.NONE, 100)).isEqualTo(new HistoryPage(List.of(), false));
        assertThat(node.history(HOME, node.top(HOME), 100)).isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    default void beforeAPositionOfAnotherEpochIsEmpty() {
        TestNode node = brokers().node("a");
        node.publish(HOME, 3);
        assertThat(node.history(HOME, new Position("AAAAAAAAAAAAAAAA", 3), 100))
                .isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    default void beforeAFuturePositionIsEmpty() {
        TestNode node = brokers().node("a");
        Position top = node.publish(HOME, 3).get(2).position();
        assertThat(node.history(HOME, top.plus(1), 100).messages()).hasSize(3);
        assertThat(node.history(HOME, top.plus(2), 100)).isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    default void reachesAsFarAsHistorySize() {
        TestNode node = brokers("history/size", "100").node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 1000);
        List<StoredMessage> read = new ArrayList<>();
        HistoryPage page;
        do {
            page = node.history(
                    HOME, read.isEmpty() ? Position.NONE : read.get(0).position(), 30);
            assertThat(page.messages()).isNotEmpty();
            read.addAll(0, page.messages());
            assertThat(read).hasSizeLessThanOrEqualTo(1000);
        } while (page.more());
        assertThat(read).hasSizeBetween(100, 999);
        assertThat(Tally.of(start.plus(1000 - read.size()), read)).isEqualTo(Tally.clean(read.size()));
    }
}
