package org.backplane.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bench.load.dialect.BackplaneDialect;
import org.backplane.bench.load.dialect.Form;
import org.backplane.bench.load.dialect.PlainDialect;
import org.backplane.bench.load.dialect.SocketIoDialect;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.load.dialect.Talk;
import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.time.Stamp;
import org.junit.jupiter.api.Test;

/** What connections say to what they hear. */
class DialectsTest {

    private static final Subscription SUBSCRIPTION = Subscription.fresh(0, "home", new Subscription.Streams(3, 1));

    private final RecordingClient client = new RecordingClient();

    private static final class RecordingClient implements Client {
        private final List<String> events = new ArrayList<>();

        @Override
        public void deliver(byte[] buffer, int stamp) {
            events.add("message " + Stamp.stream(buffer, stamp) + "/" + Stamp.sequence(buffer, stamp));
        }

        @Override
        public void acknowledged(long sequence) {
            events.add("acknowledged " + sequence);
        }

        @Override
        public void refused(String why) {
            events.add("refused " + why);
        }

        @Override
        public void ready() {
            events.add("ready");
        }

        @Override
        public void send(byte[] text) {
            events.add("> " + new String(text, StandardCharsets.UTF_8));
        }
    }

    private List<String> answers(Talk talk, String text) {
        client.events.clear();
        // Not at the beginning of the buffer, and not up to its end.
        byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
        talk.received(bytes, new FrameReader.Span().set(1, bytes.length - 1), client);
        return client.events;
    }

    private static String stamp(long sequence) {
        byte[] stamp = new byte[Stamp.LENGTH];
        Stamp.write(stamp, 0, new Stamp.Mark(3, sequence, 12));
        return new String(stamp, StandardCharsets.US_ASCII);
    }

    private static String message(long sequence) {
        return "{\"type\":\"message\",\"channel\":\"home\",\"position\":\"e:" + sequence + "\",\"data\":\""
                + stamp(sequence) + "\"}";
    }

    private static String filled(Form form) {
        return new String(form.fill(41, 12), StandardCharsets.UTF_8);
    }

    @Test
    void backplaneSaysHelloSubscribesAndIsReady() {
        Talk talk = new BackplaneDialect().talk(SUBSCRIPTION);
        talk.opened(client);
        assertThat(client.events).containsExactly("> {\"type\":\"hello\",\"name\":\"Load\"}");

        assertThat(answers(talk, "{\"type\":\"welcome\",\"user\":\"~a\",\"token\":\"t\"}"))
                .containsExactly("> {\"type\":\"subscribe\",\"channel\":\"home\"}");
        assertThat(answers(talk, subscribed("@~a", "i:0"))).isEmpty();
        assertThat(answers(talk, subscribed("home", "h:7"))).containsExactly("ready");
        assertThat(talk.previous()).contains(new Subscription.Previous("t", "~a", "i:0", "h:7"));
    }

    private static String subscribed(String channel, String position) {
        return "{\"type\":\"subscribed\",\"channel\":\"" + channel + "\",\"position\":\"" + position
                + "\",\"recovered\":true,\"messages\":[]}";
    }

    @Test
    void backplaneComesBackWithWhatItHad() {
        Subscription.Previous previous = new Subscription.Previous("t", "~a", "i:0", "h:7");
        Talk talk =
                new BackplaneDialect().talk(new Subscription(0, "home", SUBSCRIPTION.streams(), Optional.of(previous)));
        talk.opened(client);
        assertThat(client.events)
                .containsExactly("> {\"type\":\"hello\",\"name\":\"Load\",\"token\":\"t\",\"since\":\"i:0\"}");

        assertThat(answers(talk, "{\"type\":\"welcome\",\"user\":\"~a\"}"))
                .containsExactly("> {\"type\":\"subscribe\",\"channel\":\"home\",\"since\":\"h:7\"}");
        String answer = subscribed("home", "h:9").replace("[]", "[" + message(8) + "," + message(9) + "]");
        assertThat(answers(talk, answer)).containsExactly("message 3/8", "message 3/9", "ready");
    }

    @Test
    void backplaneReadsAllLinesOfAFrame() {
        Talk talk = new BackplaneDialect().talk(SUBSCRIPTION);
        String published = "{\"type\":\"published\",\"id\":1000000042,\"channel\":\"home\",\"position\":\"e:8\"}";
        String frame = String.join(
                "\n",
                message(1),
                published,
                message(2),
                message(3),
                "{\"type\":\"ping\"}",
                "{\"type\":\"joined\",\"channel\":\"home\"}",
                message(4));

        assertThat(answers(talk, frame))
                .containsExactly(
                        "message 3/1",
                        "acknowledged 42",
                        "message 3/2",
                        "message 3/3",
                        "> {\"type\":\"pong\"}",
                        "message 3/4");
    }

    @Test
    void backplaneDoesNotOverhearARefusalOrALostPast() {
        Talk talk = new BackplaneDialect().talk(SUBSCRIPTION);

        assertThat(answers(talk, "{\"type\":\"error\",\"code\":\"rate-limited\"}"))
                .containsExactly("refused {\"type\":\"error\",\"code\":\"rate-limited\"}");
        assertThat(answers(talk, subscribed("home", "h:1").replace("true", "false")))
                .hasSize(2)
                .last()
                .isEqualTo("ready");
    }

    @Test
    void backplanePublishesUnderAnIdAndAKeyOfItsOwn() {
        assertThat(filled(new BackplaneDialect().publish("home", 3)))
                .isEqualTo("{\"type\":\"publish\",\"channel\":\"home\",\"id\":1000000041,\"name\":\"m\","
                        + "\"key\":\"3-000000041\",\"data\":\"" + stamp(41) + "\"}");
        assertThat(filled(new BackplaneDialect().send("~a", 3)))
                .startsWith("{\"type\":\"send\",\"to\":\"~a\",\"id\":1000000041,");
    }

    @Test
    void socketIoConnectsSubscribesAndIsReady() {
        Talk talk = new SocketIoDialect().talk(SUBSCRIPTION);
        talk.opened(client);
        assertThat(client.events).isEmpty();

        assertThat(answers(talk, "0{\"sid\":\"x\",\"pingInterval\":25000}")).containsExactly("> 40");
        assertThat(answers(talk, "40{\"sid\":\"y\"}")).containsExactly("> 420[\"subscribe\",\"home\"]");
        assertThat(answers(talk, "430[]")).containsExactly("ready");
        assertThat(answers(talk, "42[\"message\",\"" + stamp(5) + "\"]")).containsExactly("message 3/5");
        assertThat(answers(talk, "2")).containsExactly("> 3");
        assertThat(answers(talk, "44{\"message\":\"no\"}")).containsExactly("refused 44{\"message\":\"no\"}");
        assertThat(answers(talk, "1")).containsExactly("refused 1");
        assertThat(filled(new SocketIoDialect().publish("home", 3)))
                .isEqualTo("42[\"publish\",\"home\",\"" + stamp(41) + "\"]");
    }

    @Test
    void plainIsReadyAtOnceAndTakesEveryFrame() {
        Talk talk = new PlainDialect().talk(SUBSCRIPTION);
        talk.opened(client);
        assertThat(client.events).containsExactly("ready");

        assertThat(answers(talk, stamp(1))).containsExactly("message 3/1");
        assertThat(filled(new PlainDialect().publish("home", 3))).isEqualTo(stamp(41));
    }
}
