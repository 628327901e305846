package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.NotFoundException;
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
 * Who sends a request: what {@link RequestUserFilter} found out, carried as the request's principal.
 *
 * @param user empty for a stranger
 * @param displayName the name under which they are shown
 * @param address where a stranger connects from; empty for a user
 * @param isUnrecognized whether the request carries credentials that identify nobody here
 */
public record RequestUser(Optional<User> user, DisplayName displayName, String address, boolean isUnrecognized)
        implements Principal {

    private static final AnonymousTokens TOKENS = new AnonymousTokens();

    /** A user whom the container has logged in. */
    static RequestUser verified(User user, String principal) {
        return new RequestUser(
                Optional.of(user), DisplayName.nearestTo(principal, DisplayName.ofGuest(user.id())), "", false);
    }

    /** The holder of a token. Without a {@code hello} he has the name of somebody who does not give one. */
    static RequestUser anonymous(User user) {
        return new RequestUser(Optional.of(user), DisplayName.ofGuest(user.id()), "", false);
    }

    /** Somebody who does not say who they are. */
    static RequestUser stranger(String address) {
        return new RequestUser(Optional.empty(), new DisplayName("guest"), address, false);
    }

    /** A stranger with credentials that identify nobody here. */
    static RequestUser unrecognized(String address) {
        return new RequestUser(Optional.empty(), new DisplayName("guest"), address, true);
    }

    /**
     * Whom {@link RequestUserFilter} found.
     *
     * @throws NotFoundException if the request did not pass that filter: a JAX-RS application of the same WAR that lists no classes
     *     takes our resources for its own, but not the filters that protect them
     */
    public static RequestUser of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof RequestUser visitor) {
            return visitor;
        }
        throw new NotFoundException();
    }

    /**
     * In whose name to write.
     *
     * @throws ProblemException if they do not say who they are, or nobody here knows their credentials
     */
    public Requester writer() {
        return user.map(known -> Requester.of(known, displayName))
                .orElseThrow(() -> new ProblemException(unauthorized()));
    }

    private Problem unauthorized() {
        return isUnrecognized ? Problem.badToken() : Problem.unauthorized();
    }

    /** In whose name to read: a stranger reads as an anonymous user who was never here before and never comes back. */
    public Requester reader() {
        return user.map(known -> Requester.of(known, displayName))
                .orElseGet(() -> Requester.stranger(newcomer(), displayName, address));
    }

    /** An answer to a reader: what a stranger may not read he might with a login. */
    public <T> CompletionStage<T> told(CompletionStage<T> answer) {
        return user.isPresent() ? answer : answer.exceptionallyCompose(this::asStranger);
    }

    private <T> CompletionStage<T> asStranger(Throwable failure) {
        boolean forbidden = ProblemMapper.problemOf(failure).status() == Status.FORBIDDEN;
        return CompletableFuture.failedFuture(forbidden ? new ProblemException(unauthorized()) : failure);
    }

    private static User newcomer() {
        return TOKENS.userOf(TOKENS.issue()).orElseThrow();
    }

    @Override
    public String getName() {
        return user.map(known -> known.id().value()).orElse("");
    }
}
