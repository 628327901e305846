package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.backplane.event.Channel;
import org.backplane.event.LogCapture;
import org.backplane.event.Outbound;
import org.backplane.event.Shop;
import org.backplane.event.Shop.OrderPlaced;
import org.backplane.event.TestNode;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundEventsTest {

    private final TestNode node = TestNode.with(Shop.class);
    private final Shop shop = node.shop();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void withoutTransactionTheEventIsPublishedAtOnceUnderTheNameOfItsClass() {
        shop.placed().fire(new OrderPlaced("o-1", List.of(5)));

        assertSeen("OrderPlaced {\"cents\":[5],\"id\":\"o-1\"}");
    }

    @Test
    void nameOfTheQualifierWins() {
        shop.notes().fire("hello");

        assertSeen("note \"hello\"");
    }

    @Test
    void eventsArePublishedAfterTheCommitInTheOrderOfFiring() {
        node.transactions.begin();
        shop.notes().fire("a");
        shop.notes().fire("b");
        shop.placed().fire(new OrderPlaced("c", List.of()));
        shop.orders().publish("first", null);
        assertSeen("first null");

        node.transactions.commit();

        assertSeen("first null", "note \"a\"", "note \"b\"", "OrderPlaced {\"cents\":[],\"id\":\"c\"}");
    }

    @Test
    void afterRollbackNothingIsPublished() {
        node.transactions.begin();
        shop.notes().fire("lost");
        node.transactions.rollback();
        shop.notes().fire("kept");

        assertSeen("note \"kept\"");
    }

    @Test
    void changesAfterFiringAreNotPublished() {
        List<Integer> cents = new ArrayList<>(List.of(5));
        node.transactions.begin();
        shop.placed().fire(new OrderPlaced("o-1", cents));
        cents.add(7);
        node.transactions.commit();

        assertSeen("OrderPlaced {\"cents\":[5],\"id\":\"o-1\"}");
    }

    @Test
    void eventThatCannotBeMappedThrows() {
        node.transactions.begin();
        List<Object> self = new ArrayList<>();
        self.add(self);

        assertThatIllegalArgumentException().isThrownBy(() -> shop.placed().fire(self));
    }

    @Test
    void textAndJsonNeedAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.placed().fire("text"))
                .withMessageContaining("@Outbound(name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.placed().fire(JsonText.NULL))
                .withMessageContaining("@Outbound(name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.placed().fire(Json.createValue(1)))
                .withMessageContaining("@Outbound(name");
    }

    @Test
    void eventWithoutNameOfItsOwnIsRefused() {
        Object nameless = new Object() {};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.placed().fire(nameless))
                .withMessageContaining("a message name must have 1 to 64 characters");
    }

    @Test
    void channelCanBeChosenAtRunTime() {
        shop.events()
                .select(Outbound.Literal.of("one"), Channel.Literal.of("orders"))
                .fire(1);

        assertSeen("one 1");
    }

    @Test
    void channelChosenAtRunTimeIsChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> shop.events()
                .select(Outbound.Literal.INSTANCE, Channel.Literal.of("@ada"))
                .fire(1));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> shop.events().select(Outbound.Literal.INSTANCE).fire(1))
                .withMessageContaining("@Channel");
    }

    @Test
    void eventFiredAsynchronouslyIsPublishedToo() throws Exception {
        TestNode.get(shop.notes().fireAsync("hello"));

        assertSeen("note \"hello\"");
    }

    @Test
    void refusedEventIsLogged() {
        try (LogCapture log = LogCapture.of(OutboundEvents.class)) {
            shop.notes().fire("x".repeat(100_000));

            await().atMost(Duration.ofSeconds(30)).until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings().get(0))
                    .startsWith("The event \"note\" for the channel \"orders\" was perhaps not published: ")
                    .contains("too-large");
        }
    }

    private void assertSeen(String... messages) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shop.seen()).containsExactly(messages));
    }
}
