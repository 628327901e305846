package org.backplane.endpoint.rest;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.backplane.hub.Caller;
import org.backplane.message.DisplayName;
import org.backplane.security.AnonymousTokens;
import org.backplane.security.User;

/**
 * Who sends a request: what {@link VisitorFilter} found out, carried as the request's principal.
 *
 * @param user empty if he does not say
 * @param displayName the name under which he is shown
 * @param address where somebody who does not say who he is connects from; empty for all others
 */
record Visitor(Optional<User> user, DisplayName displayName, String address) implements Principal {

    private static final AnonymousTokens TOKENS = new AnonymousTokens();
    private static final int NAME_PART = 5;

    /** A user whom the container has logged in. */
    static Visitor verified(User user, String principal) {
        return new Visitor(Optional.of(user), DisplayName.nearestTo(principal, guest(user)), "");
    }

    /** The holder of a token. Without a {@code hello} he has the name of somebody who does not give one. */
    static Visitor anonymous(User user) {
        return new Visitor(Optional.of(user), new DisplayName(guest(user)), "");
    }

    /** Somebody who does not say who he is. */
    static Visitor stranger(String address) {
        return new Visitor(Optional.empty(), new DisplayName("guest"), address);
    }

    private static String guest(User user) {
        String id = user.id().value();
        return "guest "
                + id.substring(0, id.offsetByCodePoints(0, Math.min(NAME_PART, id.codePointCount(0, id.length()))));
    }

    static Visitor of(SecurityContext security) {
        return security.getUserPrincipal() instanceof Visitor visitor ? visitor : stranger("");
    }

    /**
     * In whose name to write.
     *
     * @throws ProblemException if he does not say who he is
     */
    Caller writer() {
        return user.map(known -> Caller.of(known, displayName))
                .orElseThrow(() -> new ProblemException(Problem.unauthorized()));
    }

    /** In whose name to read: a stranger reads as an anonymous user who was never here before and never comes back. */
    Caller reader() {
        return user.map(known -> Caller.of(known, displayName))
                .orElseGet(() -> Caller.stranger(newcomer(), displayName, address));
    }

    /** An answer to a reader: what a stranger may not read he might with a login. */
    <T> CompletionStage<T> told(CompletionStage<T> answer) {
        return user.isPresent() ? answer : answer.exceptionallyCompose(Visitor::asStranger);
    }

    private static <T> CompletionStage<T> asStranger(Throwable failure) {
        boolean forbidden = ProblemMapper.problemOf(failure).status() == Status.FORBIDDEN;
        return CompletableFuture.failedFuture(forbidden ? new ProblemException(Problem.unauthorized()) : failure);
    }

    private static User newcomer() {
        return TOKENS.userOf(TOKENS.issue()).orElseThrow();
    }

    @Override
    public String getName() {
        return user.map(known -> known.id().value()).orElse("");
    }
}
