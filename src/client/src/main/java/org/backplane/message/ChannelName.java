package org.backplane.message;

import java.util.Optional;

/**
 * The name of a channel: a name as {@link Names} defines it, or {@code @} and a user id, which is the inbox of that user.
 *
 * @param value the name, as in the wire protocol
 */
public record ChannelName(String value) {

    /** @throws IllegalArgumentException if the value is not a channel name; the message may be sent to the client */
    public ChannelName {
        if (value.startsWith("@")) {
            new UserId(value.substring(1));
        } else {
            Names.require("a channel name", value, Names.MAX_CHANNEL);
        }
    }

    /** Returns the inbox of a user. */
    public static ChannelName inboxOf(UserId user) {
        return new ChannelName("@" + user.value());
    }

    /** Whether this is the inbox of a user. */
    public boolean isInbox() {
        return value.startsWith("@");
    }

    /** Returns the owner of the inbox; empty if this is not an inbox. */
    public Optional<UserId> owner() {
        return isInbox() ? Optional.of(new UserId(value.substring(1))) : Optional.empty();
    }

    /** Returns the name for logs: characters other than printable ASCII as Java escapes. */
    @Override
    public String toString() {
        return Names.printable(value);
    }
}
