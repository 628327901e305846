package org.backplane.endpoint.websocket;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Role names encoded as the value of one header. The names may contain any characters. */
final class RoleList {

    /** Not a comma: Tyrus (Payara 6.2025.10) splits a header at commas. */
    private static final String SEPARATOR = "&";

    private static final Pattern SPLIT = Pattern.compile(SEPARATOR);

    private RoleList() {}

    static String encode(Collection<String> roles) {
        return roles.stream()
                .map(role -> URLEncoder.encode(role, StandardCharsets.UTF_8))
                .collect(Collectors.joining(SEPARATOR));
    }

    static Set<String> decode(String header) {
        return SPLIT.splitAsStream(header)
                .filter(role -> !role.isEmpty())
                .map(role -> URLDecoder.decode(role, StandardCharsets.UTF_8))
                .collect(Collectors.toUnmodifiableSet());
    }
}
