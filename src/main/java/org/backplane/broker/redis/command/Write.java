package org.backplane.broker.redis.command;

import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.message.ChannelName;

/** What waits to be written. */
public sealed interface Write {

    /** Its length, roughly, in bytes. */
    int size();

    /** The slot of a Cluster that it is for. */
    int slot();

    /** It was not written, or nobody knows whether it was. */
    void fail(BrokerUnavailableException why);

    /** A change of one channel: keeps its place among the others of that channel. */
    sealed interface OfChannel extends Write {
        ChannelName channel();

        @Override
        default int slot() {
            return Slots.of(channel());
        }
    }

    /** A change by one call. */
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

    /** A message to be stored; messages of one channel are stored together. */
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

    /** Another change of a channel. */
    record Change(ChannelName channel, PendingCall pending) implements OfChannel, OfCall {
        @Override
        public int slot() {
            return OfChannel.super.slot();
        }
    }

    /** A change that is of no channel: goes before all channels that wait. */
    record OfNode(PendingCall pending) implements OfCall {}

    /** A call that another server of a Cluster was given first, with its number: goes before all else of its slot. */
    record Again(PendingCall pending) implements OfCall {}
}
