package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Request;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final CommandReader reader = new CommandReader(1024);

    private Command command(String line) {
        return reader.read(line).command();
    }

    private Rejection refusal(String line) {
        return ((Command.Malformed) command(line)).rejection();
    }

    private static List<String> examples(int block) {
        return Markdown.read("docs/protocol.md")
                .blocks("json")
                .get(block)
                .code()
                .lines()
                .toList();
    }

    @Test
    void everyCommandOfTheProtocolPageIsParsed() {
        assertThat(examples(0))
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(command(line)).as(line).isNotInstanceOf(Command.Malformed.class));
    }

    @Test
    void everyAnswerOfTheProtocolPageIsJson() {
        assertThat(examples(1)).hasSizeGreaterThan(7).allSatisfy(line -> assertThat(
                        JsonObject.parse(line).string("type"))
                .as(line)
                .isPresent());
    }

    @Test
    void everyCommandIsParsed() {
        assertThat(command("{\"type\":\"hello\",\"name\":\"Ada\",\"token\":\"t\",\"since\":\"e:7\"}"))
                .isEqualTo(new Command.Hello(
                        Optional.of(new DisplayName("Ada")), Optional.of("t"), Optional.of(new Position("e", 7))));
        assertThat(command("{\"type\":\"subscribe\",\"channel\":\"home\",\"since\":\"e:41\",\"presence\":true}"))
                .isEqualTo(new Command.Subscribe(HOME, Optional.of(new Position("e", 41)), true));
        assertThat(command("{\"type\":\"unsubscribe\",\"channel\":\"home\"}")).isEqualTo(new Command.Unsubscribe(HOME));
        assertThat(
                        command(
                                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"chat\",\"data\":{ \"a\": 1.50 },\"key\":\"k\"}"))
                .isEqualTo(new Command.Publish(HOME, new Content("chat", new JsonText("{\"a\":1.50}"), "k"), true));
        assertThat(command("{\"type\":\"send\",\"to\":\"~k7\",\"name\":\"chat\",\"data\":null}"))
                .isEqualTo(new Command.Send(new UserId("~k7"), Content.of("chat", JsonText.NULL)));
        assertThat(command("{\"type\":\"history\",\"channel\":\"home\",\"limit\":7,\"before\":\"e:42\"}"))
                .isEqualTo(new Command.History(HOME, new HistoryRequest(7, new Position("e", 42))));
        assertThat(command("{\"type\":\"members\",\"channel\":\"home\"}")).isEqualTo(new Command.Who(HOME));
        assertThat(command("{\"type\":\"set\",\"channel\":\"home\",\"key\":\"topic\",\"value\":1,\"version\":3}"))
                .isEqualTo(new Command.Set(HOME, new StateChange("topic", new JsonText("1"), OptionalLong.of(3))));
        assertThat(command("{\"type\":\"pong\"}")).isEqualTo(new Command.Pong());
    }

    @Test
    void optionalFieldsMayBeAbsentOrNullAndUnknownFieldsAreIgnored() {
        assertThat(command("{\"type\":\"hello\",\"name\":null,\"colour\":[1,{}]}"))
                .isEqualTo(new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(command("{\"type\":\"history\",\"channel\":\"home\"}"))
                .isEqualTo(new Command.History(HOME, new HistoryRequest(50, Position.NONE)));
        assertThat(command("{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"x\",\"data\":1,\"keep\":false}"))
                .isEqualTo(new Command.Publish(HOME, Content.of("x", new JsonText("1")), false));
    }

    @Test
    void idIsReturnedAsItWasSent() {
        assertThat(reader.read("{\"type\":\"pong\",\"id\":1.0e3}").id()).contains(new JsonText("1.0e3"));
        assertThat(reader.read("{\"type\":\"pong\",\"id\":\"\\u0041\"}").id()).contains(new JsonText("\"\\u0041\""));
        assertThat(reader.read("{\"type\":\"pong\"}").id()).isEmpty();
        assertThat(reader.read("{\"type\":\"strange\",\"id\":7}").id()).contains(new JsonText("7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | not a JSON object",
                "`` | not a JSON object",
                "[1] | not a JSON object",
                "{\"type\":\"pong\"} x | nothing more expected",
                "{\"type\":\"pong\",\"type\":\"pong\"} | twice",
                "{\"type\":\"pong\",\"id\":true} | \"id\" must be a string or a number",
                "{\"type\":\"pong\",\"id\":[1]} | \"id\" must be a string or a number",
                "{} | \"type\" is missing",
                "{\"type\":7} | \"type\" must be a string",
                "{\"type\":\"fly\"} | no such \"type\"",
                "{\"type\":\"hello\",\"name\":\"\"} | display name",
                "{\"type\":\"hello\",\"since\":\"7\"} | epoch:offset",
                "{\"type\":\"subscribe\"} | \"channel\" is missing",
                "{\"type\":\"subscribe\",\"channel\":\"a b\"} | channel name",
                "{\"type\":\"subscribe\",\"channel\":\"home\",\"since\":\"yesterday\"} | epoch:offset",
                "{\"type\":\"subscribe\",\"channel\":\"home\",\"presence\":1} | true or false",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"x\"} | \"data\" is missing",
                "{\"type\":\"publish\",\"channel\":\"home\",\"data\":1} | \"name\" is missing",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"x\",\"data\":1,\"key\":\"\"} | \"key\"",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"x\",\"data\":\"\\ud800\"} | surrogate",
                "{\"type\":\"send\",\"name\":\"x\",\"data\":1} | \"to\" is missing",
                "{\"type\":\"send\",\"to\":\"a b\",\"name\":\"x\",\"data\":1} | user id",
                "{\"type\":\"history\",\"channel\":\"home\",\"limit\":0} | \"limit\"",
                "{\"type\":\"history\",\"channel\":\"home\",\"limit\":101} | \"limit\"",
                "{\"type\":\"history\",\"channel\":\"home\",\"limit\":4294967297} | \"limit\"",
                "{\"type\":\"set\",\"channel\":\"home\",\"key\":\"k\"} | \"value\" is missing",
                "{\"type\":\"set\",\"channel\":\"home\",\"key\":\"k\",\"value\":1,\"version\":-1} | whole number"
            })
    void invalidCommandIsExplained(String line, String reason) {
        Rejection refusal = refusal(line);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.message()).contains(reason);
        assertThat(refusal.retry()).isFalse();
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThat(refusal("{\"type\":\"pong\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}")
                        .message())
                .contains("nested too deeply");
        assertThat(refusal("{\"type\":\"pong\",\"x\":\"" + "é".repeat(510) + "\"}")
                        .code())
                .isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(command("{\"type\":\"pong\",\"x\":\"" + "é".repeat(490) + "\"}"))
                .isEqualTo(new Command.Pong());
    }

    @Test
    void frameIsSplitIntoLines() {
        assertThat(CommandReader.lines("a\nb\n")).containsExactly("a", "b");
        assertThat(CommandReader.lines("a\n\nb")).containsExactly("a", "", "b");
        assertThat(CommandReader.lines("")).containsExactly("");
    }

    @Test
    void binaryFrameIsABadRequest() {
        Request request = CommandReader.binary();

        assertThat(request.command()).isInstanceOf(Command.Malformed.class);
    }
}
