package org.backplane.it.servers;

import org.backplane.test.FreePorts;

/** Free ports of the loopback interface, told to others through system properties. */
final class Ports {

    private static final String PREFIX = "it.";

    private Ports() {}

    /** Gives each property, which {@code it.} is put before, a port that is free now and that nobody else got. */
    static void reserve(String... properties) {
        for (String property : properties) {
            System.setProperty(PREFIX + property, String.valueOf(FreePorts.takeOne()));
        }
    }

    /** The port that a property was given. */
    static int of(String property) {
        return Integer.parseInt(System.getProperty(PREFIX + property));
    }
}
