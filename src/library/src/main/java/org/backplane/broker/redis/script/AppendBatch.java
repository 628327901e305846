package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Published;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/**
 * The consecutive messages of this node for one channel that one call of {@code append.lua} stores. For one thread
 * only.
 */
public final class AppendBatch {

    /** The maximum number of messages in a batch; the caller that fills the batch enforces it. */
    public static final int MAX_MESSAGES = 256;

    /**
     * The maximum size of a batch, unless its first message alone is larger; the caller that fills the batch enforces
     * it.
     */
    public static final int MAX_BYTES = 256 * 1024;

    /**
     * Index of the word of the reply that says whether the channel began; the words after it are duplicates of known
     * keys.
     */
    private static final int BEGUN_INDEX = 3;

    private final ChannelName channel;
    private final List<Append> appends = new ArrayList<>();

    public AppendBatch(ChannelName channel) {
        this.channel = channel;
    }

    /** Whether the batch stores messages of this channel. */
    public boolean isFor(ChannelName other) {
        return channel.equals(other);
    }

    public void add(Append append) {
        appends.add(append);
    }

    /** Returns the call that stores the batch. It can be repeated safely once it has its number. */
    public PendingCall pending(RedisCalls calls) {
        return new PendingCall(calls.append(channel, appends), true, this::stored, this::failed);
    }

    private void stored(Object reply) {
        String[] words = RedisKeys.text(reply).split(" ", -1);
        Position next = new Position(words[0], Long.parseLong(words[1]));
        boolean begun = words[BEGUN_INDEX].equals("1");
        int duplicate = BEGUN_INDEX + 1;
        for (int i = 0; i < appends.size(); i++) {
            CompletableFuture<Published> outcome = appends.get(i).outcome();
            if (duplicate < words.length && Integer.parseInt(words[duplicate]) == i) {
                outcome.complete(new Published(Position.parse(words[duplicate + 1]), words[duplicate + 2], false));
                duplicate += 3;
            } else {
                outcome.complete(new Published(next, appends.get(i).id(), begun && i == 0));
                next = next.plus(1);
            }
        }
    }

    private void failed(BrokerUnavailableException failure) {
        appends.forEach(a -> a.outcome().completeExceptionally(failure));
    }

    /**
     * A message to store.
     *
     * @param keyOfUser the field of the table of idempotency keys; empty for none
     * @param id the id of the message
     * @param body the JSON of the message without its head
     * @param outcome completes when the message is stored
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Append(byte[] keyOfUser, String id, byte[] body, CompletableFuture<Published> outcome) {
        public int size() {
            return keyOfUser.length + id.length() + body.length;
        }
    }
}
