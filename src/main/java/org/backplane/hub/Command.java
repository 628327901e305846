package org.backplane.hub;

import java.util.Optional;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.Position;
import org.backplane.message.UserId;

/** What a client can ask for, one record per command of the wire protocol. */
public sealed interface Command {

    /** Opens the conversation; later, renames. */
    record Hello(Optional<DisplayName> name, Optional<String> token, Optional<Position> since) implements Command {}

    /** Wants to be told what happens in a channel, from a position on if there is one. */
    record Subscribe(ChannelName channel, Optional<Position> since, boolean presence) implements Command {}

    /** Wants to be told no more. */
    record Unsubscribe(ChannelName channel) implements Command {}

    /** Puts a message in a channel; not stored unless {@code keep}. */
    record Publish(ChannelName channel, Content content, boolean keep) implements Command {}

    /** Puts a message in a user's inbox. */
    record Send(UserId to, Content content) implements Command {}

    /** Reads the past. */
    record History(ChannelName channel, HistoryRequest page) implements Command {}

    /** Asks who is there. */
    record Who(ChannelName channel) implements Command {}

    /** Writes a state document. */
    record Set(ChannelName channel, StateChange change) implements Command {}

    /** Says that the client is there. */
    record Pong() implements Command {}

    /** Something that could not be read. */
    record Malformed(Refusal refusal) implements Command {}
}
