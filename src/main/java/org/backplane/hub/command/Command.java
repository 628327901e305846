package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.Position;
import org.backplane.message.UserId;

/** What a client can ask for, one record per command of the wire protocol. */
public sealed interface Command {

    /** Does what is wanted; one method for each command, so that none can be forgotten. */
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

    /** Opens the conversation; later, renames. */
    record Hello(Optional<DisplayName> name, Optional<String> token, Optional<Position> since) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.hello(this);
        }
    }

    /** Wants to be told what happens in a channel, from a position on if there is one. */
    record Subscribe(ChannelName channel, Optional<Position> since, boolean presence) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.subscribe(this);
        }
    }

    /** Wants to be told no more. */
    record Unsubscribe(ChannelName channel) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.unsubscribe(this);
        }
    }

    /** Puts a message in a channel; not stored unless {@code keep}. */
    record Publish(ChannelName channel, Content content, boolean keep) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.publish(this);
        }
    }

    /** Puts a message in a user's inbox. */
    record Send(UserId to, Content content) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.send(this);
        }
    }

    /** Reads the past. */
    record History(ChannelName channel, HistoryRequest page) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.history(this);
        }
    }

    /** Asks who is there. */
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

    /** Says that the client is there. */
    record Pong() implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.pong(this);
        }
    }

    /** Something that could not be read. */
    record Malformed(Rejection rejection) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.malformed(this);
        }
    }
}
