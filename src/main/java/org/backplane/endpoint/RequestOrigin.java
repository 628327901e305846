package org.backplane.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.backplane.security.Origins;

/** Takes from a request what tells where it comes from. */
public final class RequestOrigin {

    private RequestOrigin() {}

    public static Origins.Headers of(HttpServletRequest request) {
        return Origins.Headers.of(name -> Optional.ofNullable(request.getHeader(name)));
    }
}
