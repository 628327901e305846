package org.backplane.it.access;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS application of a WAR that is laid over Backplane: without a list of classes, it takes all that there are. */
@ApplicationPath("shop")
public class ShopApplication extends Application {}
