package org.backplane.event;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.message.StateDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the small, versioned state documents of one channel: {@code @Inject @Channel("orders") State state;}
 *
 * <p>A change is pushed to all subscribers of the channel on all servers. Of two concurrent unconditional writes, the later
 * one replaces the earlier one; to prevent that, pass the expected version. Versions increase with each change of any document
 * of the channel. Data, errors and threads are those of {@link Publisher}.
 */
public interface State {

    /**
     * A snapshot of one document.
     *
     * @param <T> the class of the content
     * @param key the key
     * @param value the content
     * @param version the version, from 1
     */
    record Document<T>(String key, T value, long version) {}

    /**
     * Reads a document from the broker, not from a cache.
     *
     * @param <T> the class of the content
     * @param key the key
     * @param type the class to which JSON-B maps it; {@link org.backplane.message.JsonText} for the unchanged JSON
     * @return empty if there is no such document. Besides the errors of all stages, fails with
     *     {@link IllegalArgumentException} if the document cannot be mapped to the type
     */
    <T> CompletionStage<Optional<Document<T>>> get(String key, Class<T> type);

    /**
     * Reads a snapshot of all documents, as JSON.
     *
     * @return the documents, in no particular order; empty if there are none
     */
    CompletionStage<List<StateDocument>> documents();

    /**
     * Writes a document unconditionally.
     *
     * @param key 1 to 64 letters, marks, digits and {@code _ . : -}
     * @param value null deletes the document
     * @return the new version
     */
    CompletionStage<Long> set(String key, @Nullable Object value);

    /**
     * Writes a document if it has the expected version.
     *
     * @param key the key
     * @param value null deletes the document
     * @param version the expected version; 0 if the document must not exist
     * @return the new version. Fails with a {@code conflict} rejection, which contains the current document, if the
     *     version is another one
     */
    CompletionStage<Long> set(String key, @Nullable Object value, long version);
}
