package org.backplane.event;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.message.StateDocument;
import org.jspecify.annotations.Nullable;

/**
 * The small, versioned documents that one channel's listeners share: {@code @Inject @Channel("orders") State state;}
 *
 * <p>A change is pushed to all who listen to the channel, on every server. Of two changes at once both can win, one after
 * the other; who wants otherwise says which version he has seen. Versions go up with every change of any document of the
 * channel. Data, errors and threads are as with {@link Publisher}.
 */
public interface State {

    /**
     * One document as it was when it was read.
     *
     * @param key its name
     * @param value its content
     * @param version its version, from 1
     */
    record Document<T>(String key, T value, long version) {}

    /**
     * Reads a document: from the broker, not from a copy that could be old.
     *
     * @param type what JSON-B makes of it; {@link org.backplane.message.JsonText} for the JSON as it is
     * @return empty if there is no such document. Besides the errors of all stages, fails with
     *     {@link IllegalArgumentException} if the document cannot be mapped to the type
     */
    <T> CompletionStage<Optional<Document<T>>> get(String key, Class<T> type);

    /** Reads all documents at one moment, as JSON. */
    CompletionStage<List<StateDocument>> documents();

    /**
     * Writes a document, whatever is there.
     *
     * @param key 1 to 64 letters, marks, digits and {@code _ . : -}
     * @param value null deletes
     * @return its new version
     */
    CompletionStage<Long> set(String key, @Nullable Object value);

    /**
     * Writes a document if it has not changed.
     *
     * @param value null deletes
     * @param version the version that it must have; 0: it must not exist
     * @return its new version. Fails with a {@code conflict} refusal, which carries the document as it is, if it has
     *     another one
     */
    CompletionStage<Long> set(String key, @Nullable Object value, long version);
}
