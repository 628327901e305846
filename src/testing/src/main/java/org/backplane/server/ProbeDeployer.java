package org.backplane.server;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Deploys on a running Payara Micro, which has no command for it, through the application {@code probe} that was deployed
 * at its start.
 *
 * @param port where the server listens for HTTP
 */
public record ProbeDeployer(int port) {

    /**
     * Deploys a WAR or EAR under the name of its file; blocks until it serves.
     *
     * @throws IllegalStateException if the server refuses
     */
    public void deploy(Path war) {
        String file = URLEncoder.encode(war.toString(), StandardCharsets.UTF_8);
        String name = ManagedServer.applicationName(war.getFileName().toString());
        post("deploy?name=" + name + "&file=" + file);
    }

    /** Undeploys an application, named like its file without the extension; blocks until the server has done it. */
    public void undeploy(String name) {
        post("undeploy?name=" + name);
    }

    private void post(String command) {
        String path = "/probe/" + command;
        try {
            int status = LocalHttp.status("POST", port, path, ManagedProcess.BOUND);
            if (status != LocalHttp.OK) {
                throw new IllegalStateException("Payara Micro answers " + status + " to " + path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + path, e);
        }
    }
}
