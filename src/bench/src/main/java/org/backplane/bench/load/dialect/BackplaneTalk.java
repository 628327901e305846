package org.backplane.bench.load.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.time.Stamp;

/**
 * One connection to Backplane. A line is known by what follows <code>{"type":"</code>; that the type comes first, and then the id, is how
 * Backplane writes, and it lets most lines pass without being looked at.
 */
final class BackplaneTalk implements Talk {

    private static final int TYPE = "{\"type\":\"".length();
    private static final int ID = "{\"type\":\"published\",\"id\":1".length();
    private static final byte[] PONG = bytes("{\"type\":\"pong\"}");

    private final Subscription subscription;
    private String token = "";
    private String user = "";
    private String inbox = "";
    private String position = "";

    BackplaneTalk(Subscription subscription) {
        this.subscription = subscription;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void opened(Client client) {
        client.send(bytes(subscription
                .previous()
                .map(previous -> "{\"type\":\"hello\",\"name\":\"Load\",\"token\":\"" + previous.token() + "\""
                        + since(previous.inbox()) + "}")
                .orElse("{\"type\":\"hello\",\"name\":\"Load\"}")));
    }

    private static String since(String known) {
        return known.isEmpty() ? "" : ",\"since\":\"" + known + "\"";
    }

    @Override
    public void received(byte[] buffer, FrameReader.Span text, Client client) {
        int at = text.from();
        while (at + TYPE + 2 < text.to()) {
            at = line(buffer, at, text.to(), client) + 1;
        }
    }

    /** Returns where the line ends. */
    private int line(byte[] buffer, int at, int to, Client client) {
        if (is(buffer, at, "mes")) {
            int stamp = Stamp.find(buffer, at, to);
            if (stamp < 0) {
                throw new IllegalStateException("a message without a stamp: " + text(buffer, at, to));
            }
            client.deliver(buffer, stamp);
            return end(buffer, stamp + Stamp.LENGTH, to);
        }
        int end = end(buffer, at, to);
        other(buffer, at, end, client);
        return end;
    }

    private void other(byte[] buffer, int at, int end, Client client) {
        if (is(buffer, at, "pu")) {
            client.acknowledged(Stamp.number(buffer, at + ID, Form.SEQUENCE.length()));
        } else if (is(buffer, at, "pi")) {
            client.send(PONG);
        } else if (is(buffer, at, "su")) {
            subscribed(buffer, at, end, client);
        } else if (is(buffer, at, "we")) {
            welcome(text(buffer, at, end), client);
        } else if (is(buffer, at, "er") || is(buffer, at, "re")) {
            client.refused(text(buffer, at, end));
        }
    }

    private void welcome(String line, Client client) {
        token = value(line, "token");
        user = value(line, "user");
        if (!subscription.channel().isEmpty()) {
            String since = subscription
                    .previous()
                    .map(previous -> since(previous.position()))
                    .orElse("");
            client.send(bytes("{\"type\":\"subscribe\",\"channel\":\"" + subscription.channel() + "\"" + since + "}"));
        }
    }

    /** Without a channel, the inbox is all there is to listen to. */
    private void subscribed(byte[] buffer, int at, int end, Client client) {
        int stamp = Stamp.find(buffer, at, end);
        int first = stamp < 0 ? end : stamp;
        while (stamp >= 0) {
            client.deliver(buffer, stamp);
            stamp = Stamp.find(buffer, stamp + Stamp.LENGTH, end);
        }
        String head = text(buffer, at, Math.min(first, end));
        boolean isInbox = value(head, "channel").startsWith("@");
        if (isInbox) {
            inbox = value(head, "position");
        } else {
            position = value(head, "position");
        }
        if (head.contains("\"recovered\":false")) {
            client.refused(head);
        }
        if (isInbox == subscription.channel().isEmpty()) {
            client.ready();
        }
    }

    @Override
    public Optional<Subscription.Previous> previous() {
        return Optional.of(new Subscription.Previous(token, user, inbox, position));
    }

    private static boolean is(byte[] buffer, int at, String type) {
        for (int i = 0; i < type.length(); i++) {
            if (buffer[at + TYPE + i] != type.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int end(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    private static String value(String line, String name) {
        String start = "\"" + name + "\":\"";
        int from = line.indexOf(start);
        return from < 0 ? "" : line.substring(from + start.length(), line.indexOf('"', from + start.length()));
    }
}
