package org.backplane.endpoint.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** Builds and sends a request. */
public final class Call {

    private final InProcessRestApi api;
    private final ContainerRequest request;

    Call(InProcessRestApi api, String method, URI uri) {
        this.api = api;
        this.request = new ContainerRequest(
                InProcessRestApi.base(),
                uri,
                method,
                new Login(null),
                new MapPropertiesDelegate(),
                api.configuration());
        header("Host", uri.getAuthority());
    }

    public Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** Authenticates by a token. */
    public Call as(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Authenticates as a user of the container. */
    public Call loggedIn(String name) {
        request.setSecurityContext(new Login(() -> name));
        return this;
    }

    /** Authenticates as a user of a container that gives the login no name at all. */
    @SuppressWarnings("NullAway") // the interface is not annotated, and some login modules do this
    public Call loggedInWithNullName() {
        request.setSecurityContext(new Login(() -> null));
        return this;
    }

    public Call json(String body) {
        return body("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public Call body(String type, byte[] body) {
        request.setEntityStream(new ByteArrayInputStream(body));
        return header("Content-Type", type);
    }

    public Call untyped(String body) {
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    public Reply send() {
        return api.send(request);
    }

    private record Login(@Nullable Principal principal) implements SecurityContext {

        @Override
        public @Nullable Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public boolean isUserInRole(String role) {
            return principal != null && role.equals("staff");
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "TEST";
        }
    }
}
