package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.server.Domain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code server-config/payara-server}, on a domain of Payara Server. */
@Tag("administration")
@Tag("all-servers")
class PayaraServerFilesIT extends DomainFiles {

    PayaraServerFilesIT() {
        super("payara-server", Domain::payara);
    }

    @Test
    void http2IsNotOfferedOnceItIsSwitchedOff() {
        run("http1.asadmin");
        restart();
        assertThat(site().offersHttp2()).isFalse();
    }
}
