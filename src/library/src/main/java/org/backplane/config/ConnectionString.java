package org.backplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.backplane.config.value.Parsers;

/**
 * The address of Redis in the format of StackExchange.Redis and of the portal of Azure: {@code
 * host:port[,host:port...][,password=...][,user=...][,ssl=true][,defaultDatabase=n]}.
 *
 * <p>The servers come first; all but the first need a port. Several servers are nodes of a Redis Cluster, or sentinels if
 * {@code serviceName=...} names the master. Option names are case-insensitive. Values are used unchanged and cannot contain
 * commas.
 *
 * @param address the address
 * @param unused the options that Backplane does not use: their names or places
 */
record ConnectionString(RedisAddress address, List<String> unused) {

    private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9]+");

    /** Copies the list. */
    ConnectionString {
        unused = List.copyOf(unused);
    }

    /**
     * Parses the text; a {@code host}, {@code host:port} or {@code [IPv6 address]:port} alone is valid too.
     *
     * @throws IllegalArgumentException if the text is not valid; the message completes the sentence "VALUE …" and contains
     *     no part of the value
     */
    static ConnectionString parse(String text) {
        List<String> servers = new ArrayList<>();
        ConnectionOptions options = new ConnectionOptions();
        String[] items = text.split(",", -1);
        for (int i = 0; i < items.length; i++) {
            String item = items[i].strip();
            if (isServer(item, servers.isEmpty(), options)) {
                servers.add(item);
            } else if (!item.isEmpty()) {
                options.add(item, i + 1);
            }
        }
        return new ConnectionString(address(servers, options), options.unused());
    }

    /** An item after an option, or without a port, is not a server: it may be part of a password. */
    private static boolean isServer(String item, boolean isFirst, ConnectionOptions options) {
        if (isFirst && !item.isEmpty()) {
            Parsers.require(
                    item.indexOf('=') < 0 && options.isEmpty(),
                    "does not begin with a server: host:port comes before password=... and other options");
            return true;
        }
        return options.isEmpty()
                && HostPort.isOne(item)
                && WITH_PORT.matcher(item).matches();
    }

    private static RedisAddress address(List<String> servers, ConnectionOptions options) {
        return new RedisAddress(
                topology(servers, options.master()),
                options.usesTls(),
                options.database(),
                new RedisCredentials(options.username(), options.password()));
    }

    private static RedisTopology topology(List<String> servers, String master) {
        int defaultPort = master.isEmpty() ? RedisAddress.DEFAULT_PORT : RedisTopology.Sentinel.DEFAULT_PORT;
        List<HostPort> places = servers.stream()
                .map(server -> HostPort.parse(server, defaultPort))
                .toList();
        if (!master.isEmpty()) {
            return new RedisTopology.Sentinel(places, master);
        }
        Parsers.require(!places.isEmpty(), "names no server");
        return places.size() == 1 ? new RedisTopology.Single(places.get(0)) : new RedisTopology.Cluster(places);
    }
}
