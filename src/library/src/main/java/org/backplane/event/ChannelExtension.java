package org.backplane.event;

import org.backplane.event.cdi.ChannelBeans;

/**
 * The CDI extension under its name in service files. A WAR overlay with an extension of its own replaces the service file of
 * Backplane and must list this class too.
 */
public final class ChannelExtension extends ChannelBeans {

    /** For the container, which finds the class in the service file. */
    public ChannelExtension() {}
}
