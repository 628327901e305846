package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.backplane.fuzz.Claims.require;

import java.util.List;
import java.util.stream.Collectors;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Presence;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.feed.DeliveredPosition;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/**
 * Checks an invariant of the parsers for any content of Redis: it is rejected by an exception, or the parsed value is
 * usable.
 */
public final class PubSubPayloadFuzzer {

    private static final ChannelName HOME = new ChannelName("home");
    private static final int MAX_BYTES = 1000;

    /** Shared by all inputs, so that its log is rate limited. */
    private static final Replies REPLIES = new Replies(new UnreadableLog(new BrokerEvents()));

    private PubSubPayloadFuzzer() {}

    /** The entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            use(PubSubPayload.parse(input));
        } catch (UsedException bug) {
            throw new AssertionError(bug.getCause());
        } catch (RuntimeException refused) {
            require(!(refused instanceof NullPointerException), "no null is met");
        }
        String text = new String(input, UTF_8);
        entry(text);
        replies(input);
        presence(text);
    }

    /** The input was accepted. */
    private static final class UsedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsedException(RuntimeException cause) {
            super(cause);
        }
    }

    private static void use(PubSubPayload payload) {
        try {
            if (payload instanceof PubSubPayload.Messages messages) {
                use(messages.entry());
            }
        } catch (RuntimeException bug) {
            throw new UsedException(bug);
        }
    }

    private static void use(StreamEntry entry) {
        List<StoredMessage> all = entry.after(HOME, 0);
        require(entry.after(HOME, entry.last().offset()).isEmpty(), "nothing follows the last message");
        require(all.size() <= entry.bodies().size(), "no message is made up");
        for (long offset : new long[] {0, 1, Long.MAX_VALUE - 1}) {
            entry.after(HOME, offset);
            DeliveredPosition.of(new Position("e", offset)).compare(entry);
        }
    }

    /** An entry that this node writes can be parsed again. */
    private static void entry(String text) {
        List<String> bodies = text.lines().toList();
        if (bodies.isEmpty()) {
            return;
        }
        String payload = "1 e 7 " + bodies.size() + " 42\n" + String.join("\n", bodies);
        PubSubPayload read = PubSubPayload.parse(payload.getBytes(UTF_8));
        require(
                read instanceof PubSubPayload.Messages messages
                        && messages.entry().bodies().equals(bodies),
                "a batch survives");
        StreamEntry entry = ((PubSubPayload.Messages) read).entry();
        require(entry.last().offset() == 6L + bodies.size(), "offsets go up by one");
        String after = entry.after(HOME, 6).stream()
                .map(message -> message.line().text())
                .collect(Collectors.joining());
        require(bodies.stream().allMatch(after::contains), "every message arrives");
    }

    /** Content that cannot be parsed is left out of a reply and does not affect the rest. */
    private static void replies(byte[] input) {
        byte[] epoch = "e".getBytes(UTF_8);
        byte[] top = "9".getBytes(UTF_8);
        Recovery recovery =
                REPLIES.recovery(HOME, new Position("e", 6), MAX_BYTES, List.of(epoch, top, 1L, input, input));
        long next = 7;
        for (StoredMessage message : recovery.messages()) {
            require(message.position().offset() == next++, "a recovery has no hole");
        }
        HistoryPage page = REPLIES.history(HOME, new HistoryQuery(Position.NONE, 10, MAX_BYTES), List.of(1L, input));
        require(page.messages().size() <= 10, "a page has its limit");
        byte[] document = "1 true".getBytes(UTF_8);
        List<Object> state = List.of("topic".getBytes(UTF_8), document, input, document, input, input);
        List<Object> members = List.of(input, document, "n/ada".getBytes(UTF_8), input);
        Snapshot snapshot = REPLIES.snapshot(HOME, List.of(epoch, top, top, state, 2L, members, 0L))
                .value();
        require(!snapshot.state().isEmpty(), "what can be read is there");
        require(LeaseChannels.parse(List.of(input)).names().size() == 1, "every name is kept");
    }

    private static void presence(String text) {
        Presence presence = new Presence(
                "n", "node", UserId.ofPrincipal("ada"), DisplayName.nearestTo(text, "x"), text.length() % 2 == 0, 3);
        require(Replies.presence("n/ada", Replies.presenceJson(presence)).equals(presence), "a presence survives");
        try {
            Replies.presence(text, text);
            Replies.document("topic", text);
        } catch (RuntimeException refused) {
            require(!(refused instanceof NullPointerException), "no null is met");
        }
    }
}
