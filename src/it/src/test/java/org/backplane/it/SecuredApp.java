package org.backplane.it;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.servers.Users;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.WireClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Backplane once more on a server, where people log in; taken down when closed. */
final class SecuredApp implements AutoCloseable {

    private final TwoServers servers;
    private final Node node;
    private final WebArchive archive;
    private final String base;

    SecuredApp(TwoServers servers, Node node, WebArchive archive) {
        this.servers = servers;
        this.node = node;
        this.archive = archive;
        this.base = "127.0.0.1:" + node.port() + "/" + archive.getName().replace(".war", "") + "/";
        Users.introduce(node);
        servers.deploy(node, archive);
    }

    URI http(String path) {
        return URI.create("http://" + base + path);
    }

    /** The header that says who asks. */
    static Map<String, String> basic(String user) {
        String login = user + ":" + Users.password(user);
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> get(String path, Map<String, String> login) {
        return Http.send("GET", http(path), login, "");
    }

    /** The body is for those that take one. */
    HttpResponse<String> send(String method, String path, Map<String, String> login, JsonObject body) {
        if (method.equals("GET")) {
            return get(path, login);
        }
        Map<String, String> headers = new HashMap<>(login);
        headers.putAll(Http.JSON);
        return Http.send(method, http(path), headers, body.toString());
    }

    Connection connect(Map<String, String> login) {
        return new Connection(URI.create("ws://" + base + "hub"), login);
    }

    WireClient hello(Map<String, String> login) {
        return WireClient.hello(connect(login), Map.of());
    }

    /** Logs in on the page, and returns the header that says who asks from then on. */
    Map<String, String> form(String user, String password) {
        Map<String, String> cookie = cookie(get("", Map.of()), Map.of());
        Map<String, String> headers = new HashMap<>(cookie);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        String form = "j_username=" + user + "&j_password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        Map<String, String> checked = cookie(Http.send("POST", http("j_security_check"), headers, form), cookie);
        return cookie(get("", checked), checked);
    }

    /** The newest session: the cookie is for HTTPS, so no client keeps it here. */
    static Map<String, String> cookie(HttpResponse<String> response, Map<String, String> before) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .map(cookie -> Map.of("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                .reduce(before, (one, next) -> next);
    }

    @Override
    public void close() {
        servers.undeploy(node, archive);
    }
}
