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
import org.jspecify.annotations.Nullable;

/**
 * Determines the user of a request: the Principal of the container, else the user of the token in {@code Authorization:
 * Bearer}. Other credentials, of a gateway for example, identify no user: such requests may read what unauthenticated requests may read, and
 * their writes are rejected. Health checks are answered whatever their credentials are.
 */
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class RequestUserFilter implements ContainerRequestFilter {

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

    private final AnonymousTokens tokens = new AnonymousTokens();

    @Inject
    private HttpServletRequest servletRequest;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public RequestUserFilter() {}

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext container = request.getSecurityContext();
        if (isHealthCheck(request)) {
            request.setSecurityContext(
                    new UserContext(RequestUser.unauthenticated(servletRequest.getRemoteAddr()), container));
            return;
        }
        RequestUser user = verified(container)
                .orElseGet(
                        () -> fromCredentials(Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))));
        request.setSecurityContext(new UserContext(user, container));
        accessProblem(user).ifPresent(problem -> request.abortWith(problem.toResponse()));
    }

    /** Load balancers have no login. RESTEasy 6.2 begins the path with a slash. */
    private static boolean isHealthCheck(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("health/") || path.startsWith("/health/");
    }

    private Optional<Problem> accessProblem(RequestUser user) {
        Optional<User> loggedIn = user.user().filter(User::verified);
        if (!hub.admission().needsLogin()
                || loggedIn.filter(hub.admission()::admits).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                loggedIn.isEmpty()
                        ? Problem.loginNeeded()
                        : Problem.of(Rejection.forbidden("the user has none of the roles that this server requires")));
    }

    /** The roles are checked by the object of the container, which may be used on any thread until the response is sent. */
    private static Optional<RequestUser> verified(SecurityContext container) {
        return Optional.ofNullable(container.getUserPrincipal())
                .map(principal -> ofPrincipal(principal.getName(), container));
    }

    /** @param name null if a login module of the container gives the login no name */
    private static RequestUser ofPrincipal(@Nullable String name, SecurityContext container) {
        if (name == null || name.isEmpty()) {
            throw new ProblemException(Problem.of(Rejection.forbidden("the user name of the login is empty")));
        }
        return RequestUser.verified(User.ofPrincipal(name, container::isUserInRole), name);
    }

    private RequestUser fromCredentials(Optional<String> authorization) {
        String address = servletRequest.getRemoteAddr();
        return authorization
                .map(credentials -> token(credentials)
                        .flatMap(tokens::userOf)
                        .map(RequestUser::anonymous)
                        .orElseGet(() -> RequestUser.unrecognized(address)))
                .orElseGet(() -> RequestUser.unauthenticated(address));
    }

    private static Optional<String> token(String authorization) {
        Matcher bearer = BEARER.matcher(authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    /** The security context of the container with a {@link RequestUser} as the principal. */
    private record UserContext(RequestUser user, SecurityContext container) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return user;
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
