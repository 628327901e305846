package org.backplane.endpoint.root;

import jakarta.servlet.annotation.WebFilter;
import org.backplane.endpoint.ClientFiles;

/** The filter of {@code backplane.js} and its modules at the root. */
@WebFilter(
        urlPatterns = {"/backplane.js", "/backplane/*"},
        asyncSupported = true)
public final class RootClientFiles extends ClientFiles {

    private static final long serialVersionUID = 1L;

    /** For the container. */
    public RootClientFiles() {}
}
