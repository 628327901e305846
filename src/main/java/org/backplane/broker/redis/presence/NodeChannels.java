package org.backplane.broker.redis.presence;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.message.ChannelName;

/**
 * In which channels this node has members, as Redis has it noted for whoever cleans up after the node: before the first
 * comes, and until the last has gone. A note too many is harmless, one too few would leave a ghost. For the turn of
 * presence only.
 */
final class NodeChannels {

    private static final int NOTED_AT_ONCE = 1_000;

    private final PresenceCalls calls;
    private final Writer writer;
    private final MembershipBarrier gate;
    private final Executor turn;
    private final Set<ChannelName> noted = new HashSet<>();
    private CompletionStage<Object> striking = CompletableFuture.completedFuture("");

    /** @param gate learns of what is noted */
    NodeChannels(PresenceCalls calls, Writer writer, MembershipBarrier gate, Executor turn) {
        this.calls = calls;
        this.writer = writer;
        this.gate = gate;
        this.turn = turn;
    }

    /** What is noted, or soon will be; changes with it. */
    Set<ChannelName> noted() {
        return Collections.unmodifiableSet(noted);
    }

    /** Notes a channel, unless it is. */
    void note(ChannelName channel, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        if (noted.add(channel)) {
            write(List.of(channel), lease, failed);
        }
    }

    /**
     * Notes these channels, even if they were noted under another lease.
     *
     * @param failed is told of those of which Redis could not be told
     */
    void noteAll(Collection<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        noted.addAll(channels);
        List<ChannelName> all = List.copyOf(channels);
        for (int from = 0; from < all.size(); from += NOTED_AT_ONCE) {
            write(all.subList(from, Math.min(all.size(), from + NOTED_AT_ONCE)), lease, failed);
        }
    }

    /** Redirected, a strike could come after the note that follows it: so that waits. */
    private void write(List<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        Call note = calls.recordChannels(lease, channels);
        CompletionStage<Object> noting;
        if (!writer.keepsOneOrder()) {
            noting = striking.thenCompose(struck -> writer.repeatable(note));
        } else if (channels.size() == 1) {
            noting = writer.repeatable(channels.get(0), note);
        } else {
            noting = writer.repeatable(note);
        }
        noting.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        failed(channels);
                        failed.accept(channels);
                    } else {
                        channels.stream().filter(noted::contains).forEach(gate::noted);
                    }
                },
                turn);
    }

    private void failed(List<ChannelName> channels) {
        channels.forEach(noted::remove);
        channels.forEach(gate::notNoted);
    }

    /** Takes the note back, if there is one. */
    void strike(ChannelName channel, LeaseId lease) {
        if (!noted.remove(channel)) {
            return;
        }
        gate.notNoted(channel);
        Call strike = calls.removeChannels(lease.toString(), List.of(channel));
        if (writer.keepsOneOrder()) {
            writer.repeatable(channel, strike);
        } else {
            striking = writer.repeatable(strike).exceptionally(failure -> failure);
        }
    }
}
