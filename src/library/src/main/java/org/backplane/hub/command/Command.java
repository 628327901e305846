package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.Position;
import org.backplane.message.UserId;

/** A command of a client: one record per command of the wire protocol. */
public sealed interface Command {

    /** Executes commands; the compiler checks that each command has its method. */
    interface Visitor {
        void hello(Hello hello);

        void subscribe(Subscribe subscribe);

        void unsubscribe(Unsubscribe unsubscribe);

        void publish(Publish publish);

        void send(Send send);

        void history(History history);

        void who(Who who);

        void set(Set set);

        void pong(Pong pong);

        void malformed(Malformed malformed);
    }

    /** Calls the visitor's method for this command. */
    void accept(Visitor visitor);

    /** The first command of a connection; a later one changes the name. */
    record Hello(Optional<DisplayName> name, Optional<String> token, Optional<Position> since) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.hello(this);
        }
    }

    /**
     * Subscribes to a channel.
     *
     * @param since the last position that the client has; empty: from now on
     * @param presence whether to receive the members, their joins and leaves
     */
    record Subscribe(ChannelName channel, Optional<Position> since, boolean presence) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.subscribe(this);
        }
    }

    /** Ends the subscription to a channel. */
    record Unsubscribe(ChannelName channel) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.unsubscribe(this);
        }
    }

    /** Publishes a message in a channel; it is transient unless {@code keep}. */
    record Publish(ChannelName channel, Content content, boolean keep) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.publish(this);
        }
    }

    /** Sends a message to the inbox of a user. */
    record Send(UserId to, Content content) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.send(this);
        }
    }

    /** Reads a page of the history of a channel. */
    record History(ChannelName channel, HistoryRequest page) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.history(this);
        }
    }

    /** Reads the members of a channel. */
    record Who(ChannelName channel) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.who(this);
        }
    }

    /** Writes a state document. */
    record Set(ChannelName channel, StateChange change) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.set(this);
        }
    }

    /** Answers a ping of the server. */
    record Pong() implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.pong(this);
        }
    }

    /** A line that could not be parsed. */
    record Malformed(Rejection rejection) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.malformed(this);
        }
    }
}
