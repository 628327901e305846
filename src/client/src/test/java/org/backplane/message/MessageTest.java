package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final ChannelName CHANNEL = new ChannelName("комната:1");
    private static final Instant AT = Instant.parse("2026-11-20T23:17:00.120Z");
    private static final Position POSITION = new Position("kjTsM5pNewbFN7qT", 58);

    private static Publication publication(String key, Sender from, Optional<UserId> to, String data) {
        return new Publication(CHANNEL, "id-1", key, "chat", from, to, JsonText.parse(data));
    }

    private static final Sender ADA = new Sender("ada", new DisplayName("Ada \"L\" 👩‍🚀"), true, "c-1");

    @Test
    void lineIsWhatTheProtocolSays() {
        Publication publication = publication("c0ffee-1", ADA, Optional.empty(), "{ \"b\" : 1.0 }");
        assertThat(StoredMessage.of(CHANNEL, POSITION, AT.toEpochMilli(), publication.body())
                        .line())
                .isEqualTo(
                        Line.of("{\"type\":\"message\",\"channel\":\"комната:1\",\"position\":\"kjTsM5pNewbFN7qT:58\","
                                + "\"at\":\"2026-11-20T23:17:00.120Z\",\"id\":\"id-1\",\"key\":\"c0ffee-1\",\"name\":\"chat\","
                                + "\"from\":{\"user\":\"ada\",\"name\":\"Ada \\\"L\\\" 👩‍🚀\",\"verified\":true,"
                                + "\"connection\":\"c-1\"},\"data\":{\"b\":1.0}}"));
    }

    @Test
    void lineIsReadAsItWasWritten() {
        List<Publication> publications = List.of(
                publication("", Sender.APPLICATION, Optional.empty(), "null"),
                publication("k \"1\" \\ é 😀", ADA, Optional.of(new UserId("~k7")), "[1e400,\"\u2028\"]"),
                publication(
                        "k",
                        new Sender("~k7", new DisplayName("x"), false, ""),
                        Optional.empty(),
                        "\"\\ud83d\\ude00\""));
        assertThat(publications).allSatisfy(p -> assertThat(
                        Message.parse(StoredMessage.of(CHANNEL, POSITION, AT.toEpochMilli(), p.body())
                                .line()))
                .isEqualTo(new Message(CHANNEL, POSITION, p.id(), p.key(), p.name(), p.from(), p.to(), AT, p.data())));
    }

    @Test
    void transientLineHasNoPosition() {
        Publication publication = publication("", ADA, Optional.empty(), "true");
        Line line = StoredMessage.transientLine(CHANNEL, AT.toEpochMilli(), publication.body());
        assertThat(line.text()).doesNotContain("position");
        assertThat(line).isEqualTo(Line.of(line.text()));
        assertThat(Message.parse(line).position()).isEqualTo(Position.NONE);
        assertThat(Message.parse(line).at()).isEqualTo(AT);
    }

    @Test
    void timeHasAlwaysThreeDigitsOfMilliseconds() {
        Publication publication = publication("", ADA, Optional.empty(), "1");
        assertThat(StoredMessage.of(CHANNEL, POSITION, 0, publication.body())
                        .line()
                        .text())
                .contains("\"at\":\"1970-01-01T00:00:00.000Z\"");
    }

    @Test
    void lineOfAMessageIsOneLine() {
        Publication publication = publication("k", ADA, Optional.empty(), "[\n\"\\n\"\r\n,\t1]");
        assertThat(StoredMessage.of(CHANNEL, POSITION, 0, publication.body())
                        .line()
                        .text())
                .doesNotContain("\n", "\r", "\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\u0000", "\u001F", "\u007F", "a\u0085"})
    void keyWithAControlCharacterIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> publication(key, ADA, Optional.empty(), "1"));
    }

    @Test
    void keyIsBounded() {
        assertThat(publication("k".repeat(128), ADA, Optional.empty(), "1").key())
                .hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> publication("k".repeat(129), ADA, Optional.empty(), "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00", "\uDE00\uD83D"})
    void keyWithHalfASurrogatePairIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> publication(key, ADA, Optional.empty(), "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "@a", "e\u0301"})
    void messageNameFollowsTheGrammar(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Publication(CHANNEL, "i", "", name, ADA, Optional.empty(), JsonText.NULL));
    }

    @Test
    void keysOfDifferentUsersAreNeverTheSame() {
        Sender adaX = new Sender("ada-x", new DisplayName("a"), true, "");
        assertThat(List.of(
                        publication("k", ADA, Optional.empty(), "1").keyOfUser(),
                        publication("x k", ADA, Optional.empty(), "1").keyOfUser(),
                        publication("k", adaX, Optional.empty(), "1").keyOfUser(),
                        publication("ada k", Sender.APPLICATION, Optional.empty(), "1")
                                .keyOfUser()))
                .doesNotHaveDuplicates();
        assertThat(publication("", ADA, Optional.empty(), "1").keyOfUser()).isEmpty();
    }

    @Test
    void sameContentGoesToAnotherChannelUnderTheSameIdOrAnother() {
        Publication here = publication("k", ADA, Optional.of(new UserId("bob")), "1");
        ChannelName inbox = new ChannelName("@bob");
        assertThat(here.in(inbox).channel()).isEqualTo(inbox);
        assertThat(here.in(inbox).in(CHANNEL)).isEqualTo(here);
        assertThat(here.withId("other").id()).isEqualTo("other");
        assertThat(here.withId("other").withId("id-1")).isEqualTo(here);
    }

    @Test
    void memberIsWrittenAsTheProtocolSays() {
        Member member = new Member(new UserId("ada"), new DisplayName("Ada"), true, 2, List.of("a", "b \"x\""));
        assertThat(member.toJson())
                .isEqualTo("{\"user\":\"ada\",\"name\":\"Ada\",\"verified\":true,\"connections\":2,"
                        + "\"nodes\":[\"a\",\"b \\\"x\\\"\"]}");
        assertThat(new Member(new UserId("ada"), new DisplayName("Ada"), true, 0, List.of()).toJson())
                .endsWith("\"nodes\":[]}");
    }
}
