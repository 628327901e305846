package org.backplane.endpoint.websocket;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of roles as the value of one header: any characters can be in them. */
final class RoleList {

    /** Not a comma: Tyrus (Payara 6.2025.10) makes two values of a header that has one. */
    private static final String SEPARATOR = "&";

    private static final Pattern BETWEEN = Pattern.compile(SEPARATOR);

    private RoleList() {}

    static String write(Collection<String> roles) {
        return roles.stream()
                .map(role -> URLEncoder.encode(role, StandardCharsets.UTF_8))
                .collect(Collectors.joining(SEPARATOR));
    }

    static Set<String> read(String header) {
        return BETWEEN.splitAsStream(header)
                .filter(role -> !role.isEmpty())
                .map(role -> URLDecoder.decode(role, StandardCharsets.UTF_8))
                .collect(Collectors.toUnmodifiableSet());
    }
}
