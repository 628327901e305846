package org.backplane.bench.contender;

import java.net.InetSocketAddress;

/**
 * Where clients connect.
 *
 * @param path of the WebSocket; {@code {channel}} in it stands for the channel, for a system that has a path for each
 */
public record Node(InetSocketAddress address, String path) {}
