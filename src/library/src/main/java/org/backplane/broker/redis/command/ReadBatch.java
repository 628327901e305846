package org.backplane.broker.redis.command;

import java.util.ArrayList;
import java.util.List;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Script;

/**
 * Reads that wait at the same time, in one call: what a few scripts ask of one channel each is asked by one script. A
 * storm of clients that each have a channel of their own costs Redis a call for a hundred of them.
 *
 * <p>Only where all channels are on one server. A channel whose reading fails harms no other: it is to be asked for {@linkplain
 * #alone() alone}. What would make a reply of more than about {@value #ROOM} bytes is to be asked for {@linkplain #again()
 * again}. Used once, by one thread.
 */
final class ReadBatch {

    private static final int ROOM = 2 * 1024 * 1024;

    private final List<PendingCall> alone = new ArrayList<>();
    private final List<PendingCall> again = new ArrayList<>();

    /** The reads to repeat one by one: their part of the joint call failed, and a call of their own gets the error. */
    List<PendingCall> alone() {
        return alone;
    }

    /** The reads to repeat in a joint call, because the reply had no room for them; always fewer than there were. */
    List<PendingCall> again() {
        return again;
    }

    /** Returns the calls to send in place of these reads. */
    List<PendingCall> join(List<PendingCall> reads) {
        List<PendingCall> small = new ArrayList<>();
        List<PendingCall> large = new ArrayList<>();
        List<PendingCall> calls = new ArrayList<>();
        for (PendingCall read : reads) {
            if (read.call() instanceof Call.ScriptCall run && run.script().isBatchable()) {
                (run.script() == Script.RECOVER ? large : small).add(read);
            } else {
                calls.add(read);
            }
        }
        small.addAll(large);
        if (!small.isEmpty()) {
            calls.add(small.size() == 1 ? small.get(0) : joint(small));
        }
        return calls;
    }

    /** Small replies come first, so that there is room for all of them. */
    private PendingCall joint(List<PendingCall> reads) {
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> arguments = new ArrayList<>(List.of(RedisCalls.number(ROOM)));
        for (PendingCall read : reads) {
            Call.ScriptCall run = (Call.ScriptCall) read.call();
            keys.addAll(run.keys());
            arguments.add(RedisKeys.bytes(run.script().name()));
            arguments.add(RedisCalls.number(run.keys().size()));
            arguments.add(RedisCalls.number(run.arguments().size()));
            arguments.addAll(run.arguments());
        }
        return new PendingCall(
                new Call.ScriptCall(Script.MANY, keys, arguments),
                true,
                reply -> answered(reads, (List<?>) reply),
                why -> failed(reads, why));
    }

    private void answered(List<PendingCall> reads, List<?> replies) {
        for (int i = 0; i < reads.size(); i++) {
            Object reply = replies.get(i);
            if (reply == null) {
                alone.add(reads.get(i));
            } else if (reply instanceof Long) {
                again.add(reads.get(i));
            } else {
                answered(reads.get(i), reply);
            }
        }
    }

    private void answered(PendingCall read, Object reply) {
        try {
            read.answered().accept(reply);
        } catch (RuntimeException e) {
            alone.add(read);
        }
    }

    private static void failed(List<PendingCall> reads, BrokerUnavailableException why) {
        reads.forEach(read -> read.failed().accept(why));
    }
}
