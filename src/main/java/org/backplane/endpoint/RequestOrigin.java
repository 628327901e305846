package org.backplane.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.backplane.security.Origins;

/** Takes from a request what tells where it comes from. */
final class RequestOrigin {

    private RequestOrigin() {}

    static Origins.Headers of(HttpServletRequest request) {
        return new Origins.Headers(
                header(request, "Origin"), header(request, "Host"), header(request, "X-Forwarded-Host"));
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
