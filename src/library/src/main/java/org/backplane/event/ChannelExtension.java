package org.backplane.event;

import org.backplane.event.cdi.ChannelBeans;

/** The CDI extension, under the name that the service file in the jar has for it. */
public final class ChannelExtension extends ChannelBeans {

    /** For the container, which finds the class in the service file. */
    public ChannelExtension() {}
}
