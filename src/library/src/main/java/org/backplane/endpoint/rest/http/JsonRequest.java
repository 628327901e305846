package org.backplane.endpoint.rest.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Rejection;
import org.backplane.message.JsonException;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;

/**
 * Reads request bodies: JSON in UTF-8 of at most {@code message/max-bytes}, whose values are kept as source text; see
 * {@link Answer} for the reason.
 *
 * <p>Reading blocks the container thread of the request until the client has sent the whole body.
 */
@Dependent
public class JsonRequest {

    private static final Pattern JSON = Pattern.compile(
            "application/json\\s*(;\\s*charset\\s*=\\s*(\"utf-8\"|utf-8)\\s*)?;?", Pattern.CASE_INSENSITIVE);

    private final int maxBytes;

    /** @param configuration for the maximum size of a body */
    @Inject
    public JsonRequest(Configuration configuration) {
        this.maxBytes = configuration.get(Settings.MESSAGE_MAX_BYTES);
    }

    /**
     * Reads a message with {@code name}, {@code data} and optionally {@code key} and {@code keep}; other fields are ignored.
     *
     * @throws ProblemException if the media type, the size or the encoding of the body is not supported
     * @throws IllegalArgumentException if the body is not such an object; the exception message may be shown to the client
     */
    public MessageBody message(HttpHeaders headers, InputStream body) {
        JsonObject json = JsonObject.parse(text(headers, body));
        Optional<String> key = json.string("key");
        if (key.filter(String::isEmpty).isPresent()) {
            throw new JsonException("\"key\" must not be empty");
        }
        Content content = new Content(
                json.requiredString("name"),
                json.value("data").orElseThrow(() -> new JsonException("\"data\" is missing")),
                key.orElse(""));
        return new MessageBody(content, json.bool("keep", true));
    }

    /** Reads one JSON value of any kind; throws the same exceptions as {@link #message}. */
    public JsonText value(HttpHeaders headers, InputStream body) {
        return JsonText.parse(text(headers, body));
    }

    private String text(HttpHeaders headers, InputStream body) {
        requireJson(headers);
        if (length(headers) > maxBytes) {
            throw tooLarge();
        }
        try {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new JsonException("the body is not UTF-8");
        } catch (IOException incomplete) {
            throw new JsonException("the body is incomplete");
        }
    }

    /** Forms of pages of other origins can post text to any server, but not with the media type of JSON. */
    private static void requireJson(HttpHeaders headers) {
        String type = header(headers, HttpHeaders.CONTENT_TYPE);
        String encoding = header(headers, HttpHeaders.CONTENT_ENCODING);
        if (!JSON.matcher(type.strip()).matches()) {
            throw unsupported("the body must be application/json, in UTF-8");
        }
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("the body must not be compressed");
        }
    }

    private static long length(HttpHeaders headers) {
        String length = header(headers, HttpHeaders.CONTENT_LENGTH);
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private static String header(HttpHeaders headers, String name) {
        String value = headers.getHeaderString(name);
        return value == null ? "" : value;
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(Problem.of(Status.UNSUPPORTED_MEDIA_TYPE, detail));
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(Rejection.tooLarge("the body must not be larger than " + maxBytes + " bytes")));
    }
}
