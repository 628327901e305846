package org.backplane.endpoint.rest.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Rejection;
import org.backplane.security.AnonymousTokens;
import org.backplane.security.User;

/**
 * Finds out who sends a request: the container's Principal, else the holder of the token in
 * {@code Authorization: Bearer}. Other credentials, of a gateway for example, identify nobody: such a request may read what
 * strangers may read, and its writes are refused. Health checks are answered whatever credentials they carry.
 */
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class RequestUserFilter implements ContainerRequestFilter {

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

    private final AnonymousTokens tokens = new AnonymousTokens();

    @Inject
    private HttpServletRequest connection;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 takes no class that has no such constructor. */
    public RequestUserFilter() {}

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext container = request.getSecurityContext();
        if (isHealthCheck(request)) {
            request.setSecurityContext(new Known(RequestUser.stranger(connection.getRemoteAddr()), container));
            return;
        }
        RequestUser visitor = verified(container)
                .orElseGet(() -> claimed(Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))));
        request.setSecurityContext(new Known(visitor, container));
        entryProblem(visitor).ifPresent(problem -> request.abortWith(problem.toResponse()));
    }

    /** A load balancer has no login. RESTEasy 6.2 begins the path with a slash. */
    private static boolean isHealthCheck(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("health/") || path.startsWith("/health/");
    }

    private Optional<Problem> entryProblem(RequestUser visitor) {
        Optional<User> loggedIn = visitor.user().filter(User::verified);
        if (!hub.admission().needsLogin()
                || loggedIn.filter(hub.admission()::admits).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                loggedIn.isEmpty()
                        ? Problem.loginNeeded()
                        : Problem.of(Rejection.forbidden("this login is in no role that may come in")));
    }

    /** The roles are asked of the container's own object, which can be reached from any thread until the response. */
    private static Optional<RequestUser> verified(SecurityContext container) {
        return Optional.ofNullable(container.getUserPrincipal())
                .map(Principal::getName)
                .map(name -> named(name, container));
    }

    private static RequestUser named(String name, SecurityContext container) {
        try {
            return RequestUser.verified(User.ofPrincipal(name, container::isUserInRole), name);
        } catch (IllegalArgumentException unfit) {
            throw new ProblemException(Problem.of(Rejection.forbidden("the name of this login is empty")));
        }
    }

    private RequestUser claimed(Optional<String> authorization) {
        String address = connection.getRemoteAddr();
        return authorization
                .map(credentials -> token(credentials)
                        .flatMap(tokens::userOf)
                        .map(RequestUser::anonymous)
                        .orElseGet(() -> RequestUser.unrecognized(address)))
                .orElseGet(() -> RequestUser.stranger(address));
    }

    private static Optional<String> token(String authorization) {
        Matcher bearer = BEARER.matcher(authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    /** The container's security context with our principal in it. */
    private record Known(RequestUser visitor, SecurityContext container) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return visitor;
        }

        @Override
        public boolean isUserInRole(String role) {
            return container.isUserInRole(role);
        }

        @Override
        public boolean isSecure() {
            return container.isSecure();
        }

        @Override
        public String getAuthenticationScheme() {
            return container.getAuthenticationScheme();
        }
    }
}
