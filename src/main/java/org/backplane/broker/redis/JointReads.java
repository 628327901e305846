package org.backplane.broker.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.BrokerUnavailableException;

/**
 * Reads that wait at the same time, in fewer calls: what is asked of many channels by the same script is asked by one. A
 * storm of clients that each have a channel of their own costs Redis a call for a hundred of them.
 *
 * <p>Only where all channels are on one server. A channel whose reading fails harms no other: it is to be asked for {@linkplain
 * #alone() alone}. What would make a reply of more than about {@value #ROOM} bytes is to be asked for {@linkplain #again()
 * again}. Used once, by one thread.
 */
final class JointReads {

    private static final int ROOM = 2 * 1024 * 1024;

    private final List<Pending> alone = new ArrayList<>();
    private final List<Pending> again = new ArrayList<>();

    /** Those that failed together with others: by itself each is told what is wrong. */
    List<Pending> alone() {
        return alone;
    }

    /** Those that there was no room for, fewer than were asked. */
    List<Pending> again() {
        return again;
    }

    /** The calls to make instead of these. */
    List<Pending> join(List<Pending> reads) {
        Map<Script, List<Pending>> alike = new LinkedHashMap<>();
        List<Pending> calls = new ArrayList<>();
        for (Pending read : reads) {
            Optional<Script> many =
                    read.call() instanceof Call.Run run ? run.script().ofMany() : Optional.empty();
            many.ifPresentOrElse(
                    script -> alike.computeIfAbsent(script, s -> new ArrayList<>())
                            .add(read),
                    () -> calls.add(read));
        }
        alike.forEach((script, some) -> calls.add(some.size() == 1 ? some.get(0) : joint(script, some)));
        return calls;
    }

    private Pending joint(Script script, List<Pending> reads) {
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> arguments = new ArrayList<>();
        Call.Run first = (Call.Run) reads.get(0).call();
        arguments.add(RedisCalls.number(first.keys().size()));
        arguments.add(RedisCalls.number(first.arguments().size()));
        arguments.add(RedisCalls.number(ROOM));
        for (Pending read : reads) {
            Call.Run run = (Call.Run) read.call();
            keys.addAll(run.keys());
            arguments.addAll(run.arguments());
        }
        return new Pending(
                new Call.Run(script, keys, arguments),
                true,
                reply -> answered(reads, (List<?>) reply),
                why -> failed(reads, why));
    }

    private void answered(List<Pending> reads, List<?> replies) {
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

    private void answered(Pending read, Object reply) {
        try {
            read.answered().accept(reply);
        } catch (RuntimeException e) {
            alone.add(read);
        }
    }

    private static void failed(List<Pending> reads, BrokerUnavailableException why) {
        reads.forEach(read -> read.failed().accept(why));
    }
}
