package org.backplane.message;

import java.util.Optional;

/**
 * The name of a channel: a name by the common grammar, or {@code @} and a user id, which is that user's private inbox.
 *
 * @param value the name as it stands on the wire
 */
public record ChannelName(String value) {

    /** @throws IllegalArgumentException if the value is no channel name; the message is fit for the client */
    public ChannelName {
        if (value.startsWith("@")) {
            new UserId(value.substring(1));
        } else {
            Names.require("a channel name", value, Names.MAX_CHANNEL);
        }
    }

    /** The private inbox of a user. */
    public static ChannelName inboxOf(UserId user) {
        return new ChannelName("@" + user.value());
    }

    /** Whether this is somebody's private inbox. */
    public boolean isInbox() {
        return value.startsWith("@");
    }

    /** Whose inbox this is; empty if it is an open channel. */
    public Optional<UserId> owner() {
        return isInbox() ? Optional.of(new UserId(value.substring(1))) : Optional.empty();
    }

    /** The name as it can stand in a log: what is no printable ASCII as an escape of Java. */
    @Override
    public String toString() {
        return Names.printable(value);
    }
}
