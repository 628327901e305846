package org.backplane.endpoint.rest.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import org.backplane.hub.command.Rejection;

/**
 * Accepts channels as query parameters too: {@code messages?channel=shop:42} is handled like {@code
 * channels/shop:42/messages}; likewise {@code members?channel=…} and {@code state?channel=…&key=…}.
 *
 * <p>Channel names may contain colons, and Payara 7.2025.1 answers 503 to every path with a colon before it calls the
 * application ({@code IllegalArgumentException: invalid URLPatternSpec}).
 */
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 50)
public class ChannelQueryFilter implements ContainerRequestFilter {

    private static final String STATE = "state";
    private static final Set<String> RESOURCES = Set.of("messages", "members", STATE);

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public ChannelQueryFilter() {}

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String resource = withoutSlash(uri.getPath());
        if (!RESOURCES.contains(resource)) {
            return;
        }
        Optional<String> channel = parameter(uri, "channel");
        Optional<String> key = resource.equals(STATE) ? parameter(uri, "key") : Optional.empty();
        if (channel.filter(name -> !name.isEmpty()).isEmpty()) {
            reject(request, "the query parameter \"channel\" is missing or empty");
        } else if (key.filter(String::isEmpty).isPresent()) {
            reject(request, "the query parameter \"key\" must not be empty");
        } else {
            request.setRequestUri(asPath(uri, channel.get(), resource, key).build());
        }
    }

    /** RESTEasy 6.2 begins the path with a slash. */
    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static Optional<String> parameter(UriInfo uri, String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name));
    }

    private static UriBuilder asPath(UriInfo uri, String channel, String resource, Optional<String> key) {
        UriBuilder path = uri.getBaseUriBuilder()
                .path("channels/{channel}")
                .path(resource)
                .resolveTemplate("channel", channel, true);
        return key.map(name -> path.path("{key}").resolveTemplate("key", name, true))
                .orElse(path)
                .replaceQuery(uri.getRequestUri().getRawQuery());
    }

    private static void reject(ContainerRequestContext request, String detail) {
        request.abortWith(Problem.of(Rejection.badRequest(detail)).toResponse());
    }
}
