package org.backplane.it.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.backplane.it.wire.Http;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Deploys through the probe that runs beside Backplane: to the adapter of Payara Micro deploying is starting the server,
 * and undeploying is ending it.
 */
final class PayaraMicroServer implements Server {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final URI probe;

    PayaraMicroServer(URI probe) {
        this.probe = probe;
    }

    @Override
    public void deploy(Archive<?> archive) {
        int status = post("deploy?name=" + name(archive) + "&file="
                + URLEncoder.encode(Archives.export(archive).toString(), StandardCharsets.UTF_8));
        if (status != 200) {
            throw new IllegalStateException("Payara Micro refused " + archive.getName() + ": " + status);
        }
    }

    @Override
    public void undeploy(Archive<?> archive) {
        post("undeploy?name=" + name(archive));
    }

    private int post(String path) {
        HttpRequest request = HttpRequest.newBuilder(probe.resolve(path))
                .timeout(BOUND)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return Http.CLIENT
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException("The probe does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceFirst("[.][we]ar$", "");
    }
}
