package org.backplane.event;

import org.backplane.event.cdi.ChannelBeans;

/**
 * The CDI extension by the name that service files have: an overlay with an extension of its own replaces the file of
 * Backplane, and lists this class in its own one too.
 */
public final class ChannelExtension extends ChannelBeans {}
