package org.backplane.message;

/**
 * A message as every node passes it on: its place in its channel and its line for the clients.
 *
 * @param position where it stands
 * @param at when the broker stored it, milliseconds since 1970
 * @param line the {@code message} push
 */
public record StoredMessage(Position position, long at, Line line) {

    /**
     * Puts the place in front of what the publisher wrote.
     *
     * @param body as {@link Publication#body()} made it
     */
    public static StoredMessage of(ChannelName channel, Position position, long at, String body) {
        return new StoredMessage(position, at, Line.of(head(channel, position, at) + body));
    }

    /** The line of a transient message: no position. */
    public static Line transientLine(ChannelName channel, long at, String body) {
        return Line.of(head(channel, Position.NONE, at) + body);
    }

    private static String head(ChannelName channel, Position position, long at) {
        String place = position.isNone() ? "" : "\"position\":\"" + position + "\",";
        return "{\"type\":\"message\",\"channel\":" + JsonText.quote(channel.value()) + "," + place + "\"at\":\""
                + Timestamp.of(at) + "\",";
    }
}
