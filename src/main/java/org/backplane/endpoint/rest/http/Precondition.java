package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backplane.hub.api.ChannelState;
import org.backplane.message.JsonException;
import org.backplane.message.StateDocument;

/**
 * What a request demands of the version that a state document has now (RFC 9110, section 13). A version's entity tag is
 * {@code "epoch-version"}, always strong; tags that are none of ours match nothing.
 *
 * @param match the tags of {@code If-Match}; empty for no such demand
 * @param noneMatch the tags of {@code If-None-Match}; empty for no such demand
 */
public record Precondition(List<String> match, List<String> noneMatch) {

    private static final String ANY = "*";

    public static Precondition of(HttpHeaders headers) {
        return new Precondition(tags(headers, HttpHeaders.IF_MATCH), tags(headers, HttpHeaders.IF_NONE_MATCH));
    }

    /**
     * The demand of a write.
     *
     * @throws JsonException if it is one that a write cannot hold
     */
    public static Precondition ofWrite(HttpHeaders headers) {
        Precondition demand = of(headers);
        if (!demand.noneMatch.isEmpty() && (!demand.mustNotExist() || !demand.match.isEmpty())) {
            throw new JsonException("a write takes If-Match, or If-None-Match: *");
        }
        return demand;
    }

    private static List<String> tags(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeaderString(name))
                .map(tags -> Arrays.stream(tags.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    /** The tag of a document's version. */
    public static String tag(String epoch, StateDocument document) {
        return "\"" + epoch + "-" + document.version() + "\"";
    }

    /** Whether it speaks of a version that has to be looked up first. */
    public boolean namesVersions() {
        return !match.isEmpty();
    }

    public boolean mustNotExist() {
        return noneMatch.contains(ANY);
    }

    /** Whether a write may go on if this is what there is. */
    public boolean allowsWrite(ChannelState state, String key) {
        return state.document(key)
                .map(document -> match.contains(ANY) || match.contains(tag(state.epoch(), document)))
                .orElse(false);
    }

    /** Whether the reader has this version already. */
    public boolean isKnown(String tag) {
        return noneMatch.contains(ANY) || noneMatch.contains(tag) || noneMatch.contains("W/" + tag);
    }
}
