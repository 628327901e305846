package org.backplane.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.backplane.broker.HistoryQuery;
import org.backplane.event.Shop.OrderPlaced;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.RejectedException;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the beans that applications inject. */
class PublisherTest {

    private static final UserId ADA = new UserId("ada");

    private final TestNode node = TestNode.with(Shop.class);
    private final Shop shop = node.bean(Shop.class);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void publishReturnsThePosition() throws Exception {
        Position first = TestNode.get(shop.orders().publish("placed", 1));
        Position second = TestNode.get(shop.orders().publish("placed", 2));

        assertThat(second).isEqualTo(first.plus(1));
    }

    @Test
    void sameKeyIsStoredOnce() throws Exception {
        Position first = TestNode.get(shop.orders().publish("placed", 1, "key-1"));
        Position again = TestNode.get(shop.orders().publish("placed", 1, "key-1"));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void dataThatCannotBeMappedThrows() {
        assertThatIllegalArgumentException().isThrownBy(() -> shop.orders().publish("placed", "\ud83d"));
    }

    @Test
    void refusalFailsTheStage() {
        assertRefused(shop.orders().publish("a b", 1), ErrorCode.BAD_REQUEST);
        assertRefused(shop.orders().publish("placed", "x".repeat(100_000)), ErrorCode.TOO_LARGE);
        assertRefused(shop.orders().publishTransient("a b", 1), ErrorCode.BAD_REQUEST);
    }

    @Test
    void dependentRunsOnThreadOfTheApplication() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        shop.orders()
                .publish("placed", 1)
                .thenAccept(position -> name.complete(Thread.currentThread().getName()));

        assertThat(TestNode.get(name))
                .isIn("backplane-dependent", Thread.currentThread().getName());
    }

    @Test
    void presenceReadsTheMembers() throws Exception {
        TestNode.get(node.broker.join(
                new ChannelName("orders"),
                new org.backplane.broker.Presence(node.identity.id(), "a", ADA, new DisplayName("Ada"), true, 2)));

        assertThat(TestNode.get(shop.who().members()).list())
                .singleElement()
                .satisfies(member -> assertThat(member.user()).isEqualTo(ADA));
    }

    @Test
    void stateIsMappedToTheRequestedType() throws Exception {
        OrderPlaced order = new OrderPlaced("o-1", List.of(5));
        long version = TestNode.get(shop.state().set("last", order));

        assertThat(TestNode.get(shop.state().get("last", OrderPlaced.class)))
                .contains(new State.Document<>("last", order, version));
        assertThat(TestNode.get(shop.state().get("last", JsonText.class))
                        .orElseThrow()
                        .value())
                .isEqualTo(new JsonText("{\"cents\":[5],\"id\":\"o-1\"}"));
        assertThat(TestNode.get(shop.state().documents())).hasSize(1);
    }

    @Test
    void stateOfAnotherShapeFailsTheStage() throws Exception {
        TestNode.get(shop.state().set("last", List.of(1)));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> TestNode.get(shop.state().get("last", OrderPlaced.class)))
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullDeletesState() throws Exception {
        TestNode.get(shop.state().set("last", 1));
        TestNode.get(shop.state().set("last", null));

        assertThat(TestNode.get(shop.state().get("last", Integer.class))).isEmpty();
    }

    @Test
    void changedStateIsNotOverwritten() throws Exception {
        long version = TestNode.get(shop.state().set("last", 1, 0));
        TestNode.get(shop.state().set("last", 2, version));

        RejectedException refused = assertRefused(shop.state().set("last", 3, version), ErrorCode.CONFLICT);

        assertThat(refused.rejection().current().orElseThrow().value()).isEqualTo(new JsonText("2"));
    }

    @Test
    void privateMessageIsInTheInbox() throws Exception {
        Position position = TestNode.get(shop.users().send(ADA, "hint", "psst"));
        Position again = TestNode.get(shop.users().send(ADA, "hint", "again", "key-1"));

        assertThat(again).isEqualTo(position.plus(1));
        assertThat(TestNode.get(node.broker.history(
                                ChannelName.inboxOf(ADA), new HistoryQuery(Position.NONE, 10, 100_000)))
                        .messages())
                .hasSize(2)
                .allMatch(message -> message.line().text().contains("\"to\":\"ada\""));
    }

    @Test
    void disconnectReturnsZeroWithoutConnections() {
        assertThat(shop.users().disconnect(ADA)).isZero();
    }

    private static RejectedException assertRefused(CompletionStage<?> stage, ErrorCode code) {
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, () -> TestNode.get(stage));
        assertThat(thrown).hasCauseInstanceOf(RejectedException.class);
        RejectedException refused = (RejectedException) Objects.requireNonNull(thrown.getCause());
        assertThat(refused.rejection().code()).isEqualTo(code);
        return refused;
    }
}
