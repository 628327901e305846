package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backplane.hub.api.ChannelState;
import org.backplane.message.JsonException;
import org.backplane.message.StateDocument;

/**
 * The precondition of a request on the current version of a state document (RFC 9110, section 13). The entity tag of a version
 * is {@code "epoch-version"}, always strong. Unknown tags match nothing.
 *
 * @param match the tags of {@code If-Match}; empty without that header
 * @param noneMatch the tags of {@code If-None-Match}; empty without that header
 */
public record Precondition(List<String> match, List<String> noneMatch) {

    private static final String ANY = "*";

    public static Precondition of(HttpHeaders headers) {
        return new Precondition(tags(headers, HttpHeaders.IF_MATCH), tags(headers, HttpHeaders.IF_NONE_MATCH));
    }

    /**
     * Reads the precondition of a write.
     *
     * @throws JsonException if {@code If-None-Match} is not {@code *}, or both headers are present
     */
    public static Precondition ofWrite(HttpHeaders headers) {
        Precondition precondition = of(headers);
        if (!precondition.noneMatch.isEmpty() && (!precondition.mustNotExist() || !precondition.match.isEmpty())) {
            throw new JsonException("a write supports either If-Match or \"If-None-Match: *\", not both");
        }
        return precondition;
    }

    private static List<String> tags(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeaderString(name))
                .map(tags -> Arrays.stream(tags.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    /** Returns the entity tag of the version of a document. */
    public static String tag(String epoch, StateDocument document) {
        return "\"" + epoch + "-" + document.version() + "\"";
    }

    /** Whether the current version must be read before a write. */
    public boolean requiresVersion() {
        return !match.isEmpty();
    }

    public boolean mustNotExist() {
        return noneMatch.contains(ANY);
    }

    /** Whether {@code If-Match} holds for the current state. */
    public boolean allowsWrite(ChannelState state, String key) {
        return state.document(key)
                .map(document -> match.contains(ANY) || match.contains(tag(state.epoch(), document)))
                .orElse(false);
    }

    /** Whether {@code If-None-Match} contains a version, so that the client has it already. */
    public boolean isKnown(String tag) {
        return noneMatch.contains(ANY) || noneMatch.contains(tag) || noneMatch.contains("W/" + tag);
    }
}
