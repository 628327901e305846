package org.backplane.administration;

import org.backplane.server.Domain;
import org.junit.jupiter.api.Tag;

/** The files of {@code server-config/glassfish}, on a domain of GlassFish. */
@Tag("administration")
@Tag("all-servers")
class GlassFishFilesIT extends DomainFiles {

    GlassFishFilesIT() {
        super("glassfish", Domain::glassFish);
    }
}
