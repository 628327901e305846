package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Published;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/** What one call of {@code append.lua} stores: consecutive messages of this node for one channel. For one thread. */
public final class AppendBatch {

    /** How many messages go together; whoever fills a batch keeps to it. */
    public static final int MAX_MESSAGES = 256;

    /** How many bytes go together, unless the first message alone has more; whoever fills a batch keeps to it. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Which word of the reply says whether the channel began: those after it speak of keys that were known. */
    private static final int BEGUN = 3;

    private final ChannelName channel;
    private final List<Append> appends = new ArrayList<>();

    public AppendBatch(ChannelName channel) {
        this.channel = channel;
    }

    /** Whether messages of the channel belong here. */
    public boolean isFor(ChannelName other) {
        return channel.equals(other);
    }

    public void add(Append append) {
        appends.add(append);
    }

    /** The call that stores it, repeatable once it has its number. */
    public PendingCall pending(RedisCalls calls) {
        return new PendingCall(calls.append(channel, appends), true, this::stored, this::failed);
    }

    private void stored(Object reply) {
        String[] words = RedisKeys.text(reply).split(" ", -1);
        Position next = new Position(words[0], Long.parseLong(words[1]));
        boolean begun = words[BEGUN].equals("1");
        int known = BEGUN + 1;
        for (int i = 0; i < appends.size(); i++) {
            CompletableFuture<Published> outcome = appends.get(i).outcome();
            if (known < words.length && Integer.parseInt(words[known]) == i) {
                outcome.complete(new Published(Position.parse(words[known + 1]), words[known + 2], false));
                known += 3;
            } else {
                outcome.complete(new Published(next, appends.get(i).id(), begun && i == 0));
                next = next.plus(1);
            }
        }
    }

    private void failed(BrokerUnavailableException why) {
        appends.forEach(a -> a.outcome().completeExceptionally(why));
    }

    /**
     * A message that waits to be stored.
     *
     * @param keyOfUser the field of the idempotency table; empty for none
     * @param id the message's id
     * @param body the message's JSON but for its head
     * @param outcome completed when it is stored
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Append(byte[] keyOfUser, String id, byte[] body, CompletableFuture<Published> outcome) {
        public int size() {
            return keyOfUser.length + id.length() + body.length;
        }
    }
}
