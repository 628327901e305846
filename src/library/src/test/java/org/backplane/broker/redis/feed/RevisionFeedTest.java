package org.backplane.broker.redis.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.backplane.broker.RecordingListener;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.PubSubPayload;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.junit.jupiter.api.Test;

/** Tests that the number of changes buffered during reads is bounded, however often the reads fail. */
class RevisionFeedTest {

    private final RecordingListener listener = new RecordingListener();
    private final List<CompletableFuture<Revised<Snapshot>>> reads = new ArrayList<>();
    private final RevisionFeed feed = new RevisionFeed(listener, this::read, Runnable::run);

    private CompletableFuture<Revised<Snapshot>> read() {
        CompletableFuture<Revised<Snapshot>> read = new CompletableFuture<>();
        reads.add(read);
        return read;
    }

    private static Revised<Snapshot> at(long revision) {
        return new Revised<>(revision, Snapshot.of(new Position("e", 0), List.of(), 0, List.of()));
    }

    private static PubSubPayload.Change change(long revision) {
        return new PubSubPayload.StateChange("e", revision, new StateDocument("topic", JsonText.NULL, revision));
    }

    @Test
    void failingReadsBufferNothing() {
        feed.begin(at(0));
        for (long revision = 2; revision < 10_000; revision++) {
            feed.accept(change(revision));
            reads.get(reads.size() - 1).completeExceptionally(new IllegalStateException("no"));
            assertThat(feed.buffered()).isZero();
        }
        feed.accept(change(10_000));
        reads.get(reads.size() - 1).complete(at(10_000));
        feed.accept(change(10_001));

        assertThat(listener.refreshes()).hasSize(1);
        assertThat(listener.states()).extracting(StateDocument::version).containsExactly(10_001L);
    }

    @Test
    void overflowDuringAReadRepeatsTheRead() {
        feed.begin(at(0));
        for (long revision = 2; revision <= 2L * RevisionFeed.MAX_BUFFERED; revision++) {
            feed.accept(change(revision));
            assertThat(feed.buffered()).isLessThanOrEqualTo(RevisionFeed.MAX_BUFFERED);
        }
        assertThat(reads).hasSize(1);
        reads.get(0).complete(at(1));
        assertThat(reads).hasSize(2);
        reads.get(1).complete(at(2L * RevisionFeed.MAX_BUFFERED - 1));

        assertThat(listener.states())
                .extracting(StateDocument::version)
                .containsExactly(2L * RevisionFeed.MAX_BUFFERED);
        assertThat(feed.buffered()).isZero();
    }
}
