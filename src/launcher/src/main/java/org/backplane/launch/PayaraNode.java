package org.backplane.launch;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Runs Backplane in a Payara Micro in this JVM, from the WAR in the executable jar.
 *
 * <p>When the JVM ends, the WAR is undeployed first, then the server's files are removed.
 */
final class PayaraNode {
    private static final String CONFIG = "configs.config.server-config.";
    private static final String APPLICATION = "backplane";

    private PayaraNode() {}

    /**
     * Starts the node; blocks until the WAR answers.
     *
     * @throws LaunchException if the port is taken, or the server or the WAR does not start
     */
    static void start(NodeOptions options) {
        LocalPort.requireFree(options.address(), options.port());
        options.apply();
        var files = TemporaryDirectory.create();
        System.setProperty("fish.payara.micro.tmpdir", files.path().toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(files)));
        try {
            var war = files.unpack("backplane.war");
            var server = PayaraMicro.getInstance().setHttpPort(options.port()).setPrintLogo(false);
            server.setNoHazelcast(true);
            server.setPreBootHandler(commands -> configure(commands, options));
            server.bootStrap().deploy(APPLICATION, APPLICATION, war);
        } catch (BootstrapException e) {
            throw new LaunchException("the server did not start: " + e.getMessage(), e);
        }
        requireLive(options);
    }

    /** Requests the liveness check, because Payara Micro 6.2025.10 reports a WAR as deployed even if its start failed. */
    private static void requireLive(NodeOptions options) {
        var request = HttpRequest.newBuilder(URI.create(options.url() + "api/health/live"))
                .build();
        try {
            int status = Http1.CLIENT.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new LaunchException("the WAR did not start (" + status + "); the lines above say why");
            }
        } catch (IOException | InterruptedException e) {
            throw new LaunchException("the server does not answer at " + request.uri() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Stops the server, or waits for the running stop, and then removes its files. Payara Micro 6.2025.10 stops in one
     * shutdown hook and removes its files in another at the same time, so files that the first still uses would be left
     * behind.
     */
    private static void stop(TemporaryDirectory files) {
        try {
            PayaraMicro.getInstance().shutdown();
        } catch (BootstrapException | IllegalStateException e) {
            // It never ran, or Payara's own hook has stopped it.
        } finally {
            files.delete();
        }
    }

    /** Limits listeners to the given address and port, and switches off requests to the vendor. */
    private static void configure(AdminCommandRunner commands, NodeOptions options) {
        var listener = "network-config.network-listeners.network-listener.http-listener.address=";
        commands.run("set", CONFIG + listener + options.address());
        commands.run("set", CONFIG + "phone-home-runtime-configuration.enabled=false");
    }
}
