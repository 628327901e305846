package org.backplane.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.config.value.Parsers;

/**
 * The options of one {@link ConnectionString}, added in their order. Its complaints contain only
 * option names that StackExchange.Redis knows, and no values. Not thread-safe.
 */
final class ConnectionOptions {

    private static final Set<String> USED = Set.of("password", "user", "ssl", "defaultDatabase", "serviceName");
    /** The options of ConfigurationOptions in StackExchange.Redis since version 1, by their names in lower case. */
    private static final Map<String, String> KNOWN = Stream.concat(
                    USED.stream(),
                    Stream.of(
                            "abortConnect",
                            "allowAdmin",
                            "asyncTimeout",
                            "channelPrefix",
                            "checkCertificateRevocation",
                            "configChannel",
                            "configCheckSeconds",
                            "connectRetry",
                            "connectTimeout",
                            "highIntegrity",
                            "highPriorityThreads",
                            "keepAlive",
                            "libraryName",
                            "name",
                            "preserveAsyncOrder",
                            "protocol",
                            "proxy",
                            "resolveDns",
                            "responseTimeout",
                            "setlib",
                            "sslHost",
                            "sslProtocols",
                            "syncTimeout",
                            "tiebreaker",
                            "tunnel",
                            "version",
                            "writeBuffer"))
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0", "");
    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Pattern DATABASE = Pattern.compile("[0-9]{0,5}");

    private record Option(String value, int place) {}

    private final Map<String, Option> used = new HashMap<>();
    private final List<String> unused = new ArrayList<>();

    /**
     * Adds the item between two commas.
     *
     * @param place the number of the item, from 1
     */
    void add(String item, int place) {
        int sign = item.indexOf('=');
        String key = sign < 0 ? "" : item.substring(0, sign).strip();
        String name = KNOWN.get(key.toLowerCase(Locale.ROOT));
        if (name == null) {
            unused.add("an unknown option (item " + place + ")");
        } else if (!USED.contains(name)) {
            unused.add(name);
        } else {
            Option former = used.put(name, new Option(item.substring(sign + 1).strip(), place));
            Parsers.require(former == null, "has the option " + name + " a second time (item " + place + ")");
        }
    }

    boolean isEmpty() {
        return used.isEmpty() && unused.isEmpty();
    }

    /** Returns the options that Backplane does not use, by name, or by place if StackExchange.Redis does not know the name. */
    List<String> unused() {
        return List.copyOf(unused);
    }

    String password() {
        return value("password");
    }

    String username() {
        return value("user");
    }

    /** Returns the name of the master for sentinels; empty if the servers are not sentinels. */
    String master() {
        require("serviceName", MASTER.matcher(value("serviceName")).matches(), "is not the name of a master");
        return value("serviceName");
    }

    boolean usesTls() {
        String text = value("ssl").toLowerCase(Locale.ROOT);
        require("ssl", TRUE.contains(text) || FALSE.contains(text), "is not true or false");
        return TRUE.contains(text);
    }

    int database() {
        String text = value("defaultDatabase");
        require("defaultDatabase", DATABASE.matcher(text).matches(), "is not the number of a database");
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private String value(String name) {
        Option option = used.get(name);
        return option == null ? "" : option.value();
    }

    private void require(String name, boolean claim, String complaint) {
        Option option = used.get(name);
        int place = option == null ? 0 : option.place();
        Parsers.require(claim, "has an option " + name + " (item " + place + ") that " + complaint);
    }
}
