package org.backplane.it.servers;

import org.backplane.server.ManagedServer;
import org.backplane.server.ProbeDeployer;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Deploys through the probe that runs beside Backplane: to the adapter of Payara Micro deploying is starting the server,
 * and undeploying is ending it.
 */
record PayaraMicroServer(ProbeDeployer probe) implements Server {

    @Override
    public void deploy(Archive<?> archive) {
        probe.deploy(Archives.export(archive));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        probe.undeploy(ManagedServer.applicationName(archive.getName()));
    }
}
