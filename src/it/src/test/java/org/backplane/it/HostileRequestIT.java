package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.backplane.it.servers.ServerKind;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.RawHttp;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile HTTP requests to a real server. */
@TwoServersTest
class HostileRequestIT {

    private static final boolean ON_LIBERTY = ServerKind.current() == ServerKind.OPEN_LIBERTY;
    private static final Set<ServerKind> GLASSFISH = Set.of(ServerKind.GLASSFISH, ServerKind.GLASSFISH_8);

    private static final String API = "/backplane/api/channels/";
    private static final String TOKEN = "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAA\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String MESSAGES = API + "hostile/messages";

    @ArquillianResource
    private TwoServers servers;

    private RawHttp get(String path) {
        return RawHttp.get(servers.a(), path);
    }

    private RawHttp post(String headers, String body) {
        return RawHttp.send(servers.a(), "POST " + MESSAGES, TOKEN + headers, body);
    }

    static Stream<String> requestsThatFail() {
        return Stream.of(
                "GET /backplane/nothing",
                "GET /backplane/nothing.jsp",
                "GET /backplane/<script>alert(1)</script>.jsp",
                "GET /backplane/%",
                "GET /backplane/%zz",
                "GET /backplane/%c0%ae%c0%ae/x",
                "GET /backplane/hub",
                "POST /backplane/hub",
                "PUT /backplane/x.jsp",
                "DELETE /backplane/index.html",
                "PROPFIND /backplane/",
                "FOO /backplane/node.css",
                "GET /backplane/api",
                "GET /backplane/api/nothing",
                "GET /backplane/api/application.wadl",
                "FOO /backplane/api/status",
                "PATCH " + MESSAGES,
                "POST " + MESSAGES,
                "GET " + API + "%zz/messages",
                "GET " + API + "%ff/messages",
                "GET " + API + "a%00b/messages",
                "GET " + MESSAGES + "?limit=%zz",
                "GET " + MESSAGES + "?before=%c0%ae",
                "GET " + API + "x".repeat(3_000) + "/messages");
    }

    private static String pathOf(String request) {
        return request.split(" ", 2)[1];
    }

    /** Open Liberty 26.0.0.3 answers any method but TRACE on a file as if it were GET. */
    @ParameterizedTest
    @MethodSource("requestsThatFail")
    void errorsTellNothingOfTheInside(String request) {
        RawHttp answer = RawHttp.send(servers.a(), request, "", "");
        assertThat(answer.body())
                .doesNotContain(
                        "\tat ", "Exception", "org.backplane", "org.glassfish", "io.undertow", "java.", "<script>");
        if (answer.status() == 200) {
            // Payara 6.2025.10 answers a path that is no percent-encoding with nothing.
            assertThat(answer.body())
                    .isEqualTo(ON_LIBERTY ? get(pathOf(request)).body() : "");
        } else {
            assertThat(answer.status()).isBetween(400, 501).isNotEqualTo(500);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept: text/html|GET /backplane/api/status|406",
                "Content-Type: text/plain|POST /backplane/api/channels/hostile/messages|415",
                "Content-Type: multipart/form-data; boundary=x|POST /backplane/api/channels/hostile/messages|415",
                "Content-Type: application/x-www-form-urlencoded|POST /backplane/api/channels/hostile/messages|415",
                "Origin: null|DELETE /backplane/api/channels/hostile/state/topic|403",
                "Origin: https://evil.example|DELETE /backplane/api/channels/hostile/state/topic|403",
                "X-Nothing: 1|PATCH /backplane/api/status|405"
            })
    void apiAnswersWithAProblem(String header, String request, int status) {
        boolean hasBody = request.startsWith("POST");
        String headers = TOKEN + header + (hasBody ? "\r\nContent-Length: 2\r\n" : "\r\n");
        RawHttp answer = RawHttp.send(servers.a(), request, headers, hasBody ? "{}" : "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB-INF/web.xml",
                "web-inf/web.xml",
                "%57EB-INF/web.xml",
                "/WEB-INF/web.xml",
                "chat/../WEB-INF/web.xml",
                "chat/%2e%2e/WEB-INF/web.xml",
                "chat/..;/WEB-INF/web.xml",
                ";/WEB-INF/web.xml",
                "WEB-INF;x/web.xml",
                "WEB-INF%2fweb.xml",
                "WEB-INF/classes/org/backplane/endpoint/pages/Logout.class",
                "META-INF/MANIFEST.MF",
                "%c0%ae%c0%ae/WEB-INF/web.xml",
                "../../../../etc/passwd",
                "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "looks/..%5c..%5cWEB-INF%5cweb.xml"
            })
    void filesOfTheDeploymentAreNotServed(String path) {
        RawHttp answer = get("/backplane/" + path);
        assertThat(answer.body()).doesNotContain("web-app", "Manifest-Version", "root:", "\u00ca\u00fe\u00ba\u00be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/", "backplane/", "looks/", "status/"})
    void directoriesAreNotListed(String path) {
        RawHttp answer = get("/backplane/" + path);
        assertThat(answer.status()).isIn(403, 404);
        assertThat(answer.body()).doesNotContain(".js", ".svg");
    }

    /** On a file Open Liberty 26.0.0.3 refuses TRACE by 403, and takes TRACK for GET. */
    @ParameterizedTest
    @ValueSource(strings = {"TRACE /backplane/", "TRACE /backplane/api/status", "TRACK /backplane/"})
    void requestIsNotEchoed(String request) {
        RawHttp answer = RawHttp.send(servers.a(), request, "X-Secret: 4711\r\n", "");
        if (ON_LIBERTY && pathOf(request).equals("/backplane/")) {
            assertThat(answer.status()).isEqualTo(request.startsWith("TRACE") ? 403 : 200);
        } else {
            assertThat(answer.status()).isIn(405, 501);
        }
        assertThat(answer.body()).doesNotContain("4711");
    }

    /** GlassFish 7.0.21 and 8.0.0-M12 answer a line end in a path themselves, by 503. */
    @ParameterizedTest
    @ValueSource(strings = {"a%2fb", "%c0%ae", "%ff", "a%00b", "a%0d%0aX-Evil:1", "%e2%80%ae", "%F0%90", "@", "a%20b"})
    void pathThatIsNoChannelIsRefused(String channel) {
        boolean serverMayRefuse = GLASSFISH.contains(ServerKind.current()) && channel.contains("%0d%0a");
        RawHttp answer = get(API + channel + "/messages");
        assertThat(answer.status()).isEqualTo(serverMayRefuse ? 503 : 400);
        assertThat(answer.head()).doesNotContain("X-Evil");
    }

    /** Open Liberty 26.0.0.3 refuses {@code %2e%2e} itself. */
    @ParameterizedTest
    @CsvSource({"..,..", "%2e%2e,..", "home;x=1,home", "h%6Fme,home"})
    void channelIsNeverAPath(String spelling, String channel) {
        RawHttp answer = get(API + spelling + "/messages");
        if (ON_LIBERTY && spelling.equals("%2e%2e")) {
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"channel\":\"" + channel + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: -1\r\n"
            })
    void requestWithTwoLengthsIsNoRequest(String headers) {
        assertThat(post(JSON + headers, "0\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void bodyThatNeverEndsIsCut() {
        String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
        RawHttp answer = post(JSON + "Transfer-Encoding: chunked\r\n", chunk.repeat(6) + "0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void compressedBodyIsRefused() {
        assertThat(post(JSON + "Content-Encoding: gzip\r\nContent-Length: 4\r\n", "\u001f\u008b\u0008\u0000")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void hugeNumbersAndDeepNestingCostNothing() {
        String huge = "{\"name\":\"chat\",\"data\":[1e999999999,-0.0e-99999999999999999999," + "9".repeat(9_000) + "]}";
        assertThat(post(JSON + "Content-Length: " + huge.length() + "\r\n", huge)
                        .status())
                .isEqualTo(201);
        String deep = "{\"name\":\"chat\",\"data\":" + "[".repeat(15_000) + "]".repeat(15_000) + "}";
        assertThat(post(JSON + "Content-Length: " + deep.length() + "\r\n", deep)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "index.html", "status.html", "backplane.js", "chat/main.js", "node.css", "looks/ocean.svg"})
    void everyFileIsServedWithItsFences(String path) {
        RawHttp page = get("/backplane/" + path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action"));
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.header("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void answersOfTheApiAreKeptNowhere() {
        for (String path : new String[] {"status", "health/ready", "channels/home/messages", "nothing"}) {
            RawHttp answer = get("/backplane/api/" + path);
            assertThat(answer.header("Cache-Control")).as(path).hasValue("no-store");
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.header("Vary")).hasValue("Origin");
        }
    }
}
