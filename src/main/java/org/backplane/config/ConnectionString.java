package org.backplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.backplane.config.value.Parsers;

/**
 * The address of a Redis as StackExchange.Redis writes it, and with it the portal of Azure:
 * {@code host:port[,host:port...][,password=...][,user=...][,ssl=true][,defaultDatabase=n]}.
 *
 * <p>The servers come first, each but the first one with its port. Several are nodes of a Redis Cluster, or sentinels where
 * {@code serviceName=...} says how they call the master. Names of options are case-insensitive; values are taken as they
 * stand, and cannot hold a comma.
 *
 * @param address what it names
 * @param unused the options that Backplane does not use: their names, or where they stand
 */
record ConnectionString(RedisAddress address, List<String> unused) {

    private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9]+");

    /** Copies the list. */
    ConnectionString {
        unused = List.copyOf(unused);
    }

    /**
     * Reads such a text; a mere {@code host}, {@code host:port} or {@code [IPv6 address]:port} is one, too.
     *
     * @throws IllegalArgumentException if it is none; the message completes the sentence "VALUE …" and does not quote a part
     *     of the value
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

    /** What stands after an option, or has no port, may be the rest of a password. */
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
