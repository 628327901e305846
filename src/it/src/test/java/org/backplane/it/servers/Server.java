package org.backplane.it.servers;

import org.jboss.shrinkwrap.api.Archive;

/** Deploys on one running server, and takes down again. */
interface Server {

    /**
     * Deploys an archive; blocks until it serves.
     *
     * @throws IllegalStateException if the server refuses
     */
    void deploy(Archive<?> archive);

    /** Takes an archive down; blocks until the server has done it. */
    void undeploy(Archive<?> archive);
}
