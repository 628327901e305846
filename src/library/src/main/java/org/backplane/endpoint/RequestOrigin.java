package org.backplane.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.backplane.security.Origins;

/** Reads the headers of a request that name its origin. */
public final class RequestOrigin {

    private RequestOrigin() {}

    public static Origins.Headers of(HttpServletRequest request) {
        return Origins.Headers.of(name -> Optional.ofNullable(request.getHeader(name)));
    }
}
