package org.backplane.broker.redis.command;

import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.message.ChannelName;

/** A queued write. */
public sealed interface Write {

    /** The approximate length in bytes. */
    int size();

    /** The slot in a Redis Cluster. */
    int slot();

    /** Reports that it was not written, or may not have been. */
    void fail(BrokerUnavailableException why);

    /** A write to one channel; the writes to a channel keep their order. */
    sealed interface OfChannel extends Write {
        ChannelName channel();

        @Override
        default int slot() {
            return Slots.of(channel());
        }
    }

    /** A write by one call. */
    sealed interface OfCall extends Write {
        PendingCall pending();

        @Override
        default int size() {
            return pending().call().size();
        }

        @Override
        default int slot() {
            return Slots.of(pending().call());
        }

        @Override
        default void fail(BrokerUnavailableException why) {
            pending().failed().accept(why);
        }
    }

    /** A message to store; the messages of one channel are stored in batches. */
    record Message(ChannelName channel, Append append) implements OfChannel {
        @Override
        public int size() {
            return append.size();
        }

        @Override
        public void fail(BrokerUnavailableException why) {
            append.outcome().completeExceptionally(why);
        }
    }

    /** Another write to a channel. */
    record Change(ChannelName channel, PendingCall pending) implements OfChannel, OfCall {
        @Override
        public int slot() {
            return OfChannel.super.slot();
        }
    }

    /** A write that belongs to no channel; it is sent before all queued writes to channels. */
    record OfNode(PendingCall pending) implements OfCall {}

    /**
     * A call that was sent to another server of a Redis Cluster before, with its number; it is sent before all others of its
     * slot.
     */
    record Repeat(PendingCall pending) implements OfCall {}
}
