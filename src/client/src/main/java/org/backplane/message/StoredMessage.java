package org.backplane.message;

/**
 * A stored message as nodes pass it on: its position and its line for clients.
 *
 * @param position the position
 * @param at when the broker stored it, milliseconds since 1970
 * @param line the {@code message} push
 */
public record StoredMessage(Position position, long at, Line line) {

    /**
     * Puts the fields of the broker in front of the fields of the publisher.
     *
     * @param body the result of {@link Publication#body()}
     */
    public static StoredMessage of(ChannelName channel, Position position, long at, String body) {
        return new StoredMessage(position, at, Line.of(head(channel, position, at) + body));
    }

    /** Returns the line of a transient message, without a position. */
    public static Line transientLine(ChannelName channel, long at, String body) {
        return Line.of(head(channel, Position.NONE, at) + body);
    }

    private static String head(ChannelName channel, Position position, long at) {
        String place = position.isNone() ? "" : "\"position\":\"" + position + "\",";
        return "{\"type\":\"message\",\"channel\":" + JsonText.quote(channel.value()) + "," + place + "\"at\":\""
                + Timestamp.of(at) + "\",";
    }
}
