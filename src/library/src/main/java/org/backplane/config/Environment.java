package org.backplane.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings in the environment: {@code history/size} is {@code BACKPLANE_HISTORY_SIZE}, else {@code HISTORY_SIZE}.
 *
 * <p>The variables of many container images work too, with either prefix: {@code REDIS_URL} is used if {@code
 * REDIS_HOST} is not set, and {@code REDIS_PORT} completes a {@code REDIS_HOST} without a port. Variables that Kubernetes sets for a
 * service named {@code redis} or {@code backplane} ({@code REDIS_PORT=tcp://10.0.0.1:6379}, {@code REDIS_SERVICE_HOST} and so
 * on) are ignored.
 */
final class Environment implements Source {

    private static final List<String> PREFIXES = List.of("BACKPLANE_", "");
    private static final String HOST = "REDIS_HOST";
    private static final String PORT = "REDIS_PORT";
    private static final String URL = "REDIS_URL";
    private static final Pattern OURS = Pattern.compile("(REDIS|BACKPLANE)_.*");
    private static final Pattern SERVICE =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern SERVICE_URL = Pattern.compile("[a-z]+://.*");
    private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9]+");

    private final Lookup variables;
    private final Set<String> names = new TreeSet<>();

    /** @param names the names of all variables */
    Environment(Lookup variables, Collection<String> names) {
        this.variables = variables;
        names.forEach(name -> this.names.add(name.toUpperCase(Locale.ROOT)));
    }

    static Environment of(Map<String, String> variables) {
        return new Environment(variables::get, variables.keySet());
    }

    @Override
    public Optional<Finding> find(String setting) {
        return PREFIXES.stream()
                .map(prefix -> setting.equals(Settings.REDIS_HOST.name())
                        ? redis(prefix)
                        : finding(prefix + variable(setting)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Finding> redis(String prefix) {
        String host = variables.text(prefix + HOST);
        if (host == null) {
            return finding(prefix + URL);
        } else if (!completes(host, prefix)) {
            return finding(prefix + HOST);
        }
        String source = "environment " + prefix + HOST + " and " + prefix + PORT;
        return Optional.of(new Finding.Text(host.strip() + ":" + port(prefix), source));
    }

    private Optional<Finding> finding(String variable) {
        return Optional.ofNullable(variables.text(variable))
                .map(text -> new Finding.Text(text, "environment " + variable));
    }

    private boolean completes(String host, String prefix) {
        String bare = host.strip();
        return !port(prefix).isEmpty()
                && HostPort.isOne(bare)
                && !WITH_PORT.matcher(bare).matches();
    }

    /** Returns the port; empty if there is none, or if Kubernetes has set it. */
    private String port(String prefix) {
        String port = text(prefix + PORT).strip();
        return SERVICE_URL.matcher(port).matches() ? "" : port;
    }

    private String text(String variable) {
        String text = variables.text(variable);
        return text == null ? "" : text;
    }

    @Override
    public List<IgnoredName> ignoredNames() {
        Set<String> understood = understood();
        Stream<IgnoredName> unknown = names.stream()
                .filter(OURS.asMatchPredicate())
                .filter(name -> !understood.contains(name) && !isOfKubernetes(name))
                .map(IgnoredName::of);
        return Stream.concat(unknown, PREFIXES.stream().flatMap(this::unused)).toList();
    }

    private static Set<String> understood() {
        Set<String> understood = new HashSet<>();
        for (String prefix : PREFIXES) {
            Settings.all().forEach(setting -> understood.add(prefix + variable(setting.name())));
            understood.addAll(List.of(prefix + PORT, prefix + URL));
        }
        return understood;
    }

    private boolean isOfKubernetes(String name) {
        return SERVICE.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_URL.matcher(text(name)).matches());
    }

    /** Returns the known variables that have no effect because of others. */
    private Stream<IgnoredName> unused(String prefix) {
        String host = text(prefix + HOST);
        String address = host + text(prefix + URL);
        Stream.Builder<IgnoredName> unused = Stream.builder();
        if (!port(prefix).isEmpty() && !completes(host, prefix) && !address.contains(":" + port(prefix))) {
            unused.add(new IgnoredName(prefix + PORT, "it only completes a " + prefix + HOST + " that names no port."));
        }
        if (!host.isBlank() && !text(prefix + URL).isBlank()) {
            unused.add(new IgnoredName(prefix + URL, prefix + HOST + " says where Redis is."));
        }
        return unused.build();
    }

    private static String variable(String setting) {
        return setting.replaceAll("[/.-]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "environment";
    }
}
