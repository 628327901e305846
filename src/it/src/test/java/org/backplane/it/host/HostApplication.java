package org.backplane.it.host;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS application at the commonest of all paths; without a list of classes, it takes all that there are. */
@ApplicationPath("api")
public class HostApplication extends Application {}
