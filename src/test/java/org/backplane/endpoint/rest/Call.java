package org.backplane.endpoint.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** A request in the making. */
public final class Call {

    private final RestDoor door;
    private final ContainerRequest request;

    Call(RestDoor door, String method, URI uri) {
        this.door = door;
        this.request = new ContainerRequest(
                RestDoor.base(), uri, method, new Login(null), new MapPropertiesDelegate(), door.configuration());
        header("Host", uri.getAuthority());
    }

    public Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** As the holder of that token. */
    public Call as(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** As a user whom the container has logged in. */
    public Call loggedIn(String name) {
        request.setSecurityContext(new Login(() -> name));
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
        return door.send(request);
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
