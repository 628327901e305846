package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.backplane.hub.command.Requester;
import org.backplane.message.DisplayName;
import org.backplane.security.AnonymousTokens;
import org.backplane.security.User;

/**
 * The user of a request, as determined by {@link RequestUserFilter}; set as the principal of the request. A request with
 * neither a login nor a token is <em>unauthenticated</em>.
 *
 * @param user empty for an unauthenticated request
 * @param displayName the name that others see
 * @param address the remote address of an unauthenticated request; empty for a user
 * @param isUnrecognized whether the request has credentials that identify no user
 */
public record RequestUser(Optional<User> user, DisplayName displayName, String address, boolean isUnrecognized)
        implements Principal {

    private static final AnonymousTokens TOKENS = new AnonymousTokens();

    /** Returns a user whom the container has authenticated. */
    static RequestUser verified(User user, String principal) {
        return new RequestUser(
                Optional.of(user), DisplayName.nearestTo(principal, DisplayName.ofGuest(user.id())), "", false);
    }

    /** Returns the anonymous user of a token, with the default name of guests. */
    static RequestUser anonymous(User user) {
        return new RequestUser(Optional.of(user), DisplayName.ofGuest(user.id()), "", false);
    }

    /** Returns the value for a request without credentials. */
    static RequestUser unauthenticated(String address) {
        return new RequestUser(Optional.empty(), new DisplayName("guest"), address, false);
    }

    /** Returns the value for an unauthenticated request whose credentials identify no user. */
    static RequestUser unrecognized(String address) {
        return new RequestUser(Optional.empty(), new DisplayName("guest"), address, true);
    }

    /**
     * Returns the user that {@link RequestUserFilter} determined.
     *
     * @throws NotFoundException if the request did not pass that filter: another JAX-RS application of the same WAR
     *     that lists no classes publishes these resources too, but without the filters that protect them
     */
    public static RequestUser of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof RequestUser requestUser) {
            return requestUser;
        }
        // With an entity, so that no mapper of the other application changes the status.
        throw new NotFoundException(
                Response.status(Response.Status.NOT_FOUND).entity("").build());
    }

    /**
     * Returns the requester of a write.
     *
     * @throws ProblemException with 401 if there is no user, or the credentials are not valid
     */
    public Requester writer() {
        return user.map(known -> Requester.of(known, displayName))
                .orElseThrow(() -> new ProblemException(unauthorized()));
    }

    private Problem unauthorized() {
        return isUnrecognized ? Problem.badToken() : Problem.unauthorized();
    }

    /** Returns the requester of a read; for an unauthenticated request, a new anonymous user that is used only once. */
    public Requester reader() {
        return user.map(known -> Requester.of(known, displayName))
                .orElseGet(() -> Requester.anonymous(newAnonymousUser(), displayName, address));
    }

    /** Replaces 403 by 401 in the result of an unauthenticated read, which a login might permit. */
    public <T> CompletionStage<T> orUnauthorized(CompletionStage<T> answer) {
        return user.isPresent() ? answer : answer.exceptionallyCompose(this::forbiddenToUnauthorized);
    }

    private <T> CompletionStage<T> forbiddenToUnauthorized(Throwable failure) {
        boolean forbidden = ProblemMapper.problemOf(failure).status() == Status.FORBIDDEN;
        return CompletableFuture.failedFuture(forbidden ? new ProblemException(unauthorized()) : failure);
    }

    private static User newAnonymousUser() {
        return TOKENS.userOf(TOKENS.issue()).orElseThrow();
    }

    @Override
    public String getName() {
        return user.map(known -> known.id().value()).orElse("");
    }
}
