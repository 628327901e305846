package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.backplane.it.Deployments.assertLogged;
import static org.backplane.it.Deployments.assertRefused;

import java.io.File;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.backplane.it.host.HostProvider;
import org.backplane.it.host.sync.SynchronousFilter;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.ServerKind;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that have Backplane as a library, and much of their own. */
@TwoServersTest
class LibraryIT {

    private static final String[] OF_THE_WAR = {
        "hub",
        "api/health/live",
        "backplane.js",
        "index.html",
        "chat/main.js",
        "status.html",
        "status/status.js",
        "login",
        "login-failed",
        "login.css",
        "logout",
        "node.css",
        "refused"
    };

    @ArquillianResource
    private TwoServers servers;

    private final WebArchive host = host("host.war");
    private @Nullable Archive<?> deployed;

    private static WebArchive host(String name) {
        return Archives.library(name).addPackage(HostProvider.class.getPackage());
    }

    private Node node() {
        return servers.b();
    }

    private void deploy(Archive<?> archive) {
        servers.deploy(node(), archive);
        deployed = archive;
    }

    @AfterEach
    void undeploy() {
        if (deployed != null) {
            servers.undeploy(node(), deployed);
        }
    }

    private HttpResponse<String> get(String path) {
        return Http.get(URI.create("http://127.0.0.1:" + node().port() + "/" + path));
    }

    private void assertTalks(String application) {
        URI hub = URI.create("ws://127.0.0.1:" + node().port() + "/" + application + "/backplane/hub");
        try (WireClient ada = WireClient.hello(new Connection(hub, Map.of()), Map.of("name", "Ada"))) {
            assertThat(ada.welcome().getString("name")).isEqualTo("Ada");
        }
        assertThat(get(application + "/backplane/api/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void everythingIsBelowBackplane() {
        deploy(host);

        assertTalks("host");
        assertThat(get("host/backplane/backplane.js").body()).contains("import.meta.url");
        assertThat(get("host/backplane/backplane/link.js").statusCode()).isEqualTo(200);
        assertThat(get("host/api/greeting").body()).isEqualTo("hello");
        for (String path : OF_THE_WAR) {
            assertThat(get("host/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void applicationAndLibraryDoNotReachEachOthersResourcesAndProviders() {
        deploy(host);

        for (String path :
                new String[] {"channels/home/messages", "channels/home/members", "status", "metrics", "health/live"}) {
            assertThat(get("host/api/" + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("host/api/greeting").headers().firstValue(HostProvider.HEADER))
                .isPresent();
        assertThat(get("host/backplane/api/greeting").statusCode()).isEqualTo(404);
        HttpResponse<String> missing = get("host/backplane/api/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"code\"");
        assertThat(missing.headers().firstValue(HostProvider.HEADER)).isEmpty();
    }

    @Test
    void filterWithoutAsynchronousRequestsIsNamed() {
        deploy(host.addPackage(SynchronousFilter.class.getPackage()));

        assertThat(get("host/backplane/api/channels/home/messages").statusCode())
                .isEqualTo(500);
        assertLogged(node(), "does not support asynchronous requests", SynchronousFilter.class.getName());
    }

    @Test
    void webXmlThatHidesTheAnnotationsStopsTheDeployment() {
        assertRefused(
                servers,
                host.setWebXML(
                        new StringAsset(
                                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\" metadata-complete=\"true\"/>")),
                "has metadata-complete=\"true\"");
    }

    @Test
    void absoluteOrderingWithoutBackplaneStopsTheDeployment() {
        assertRefused(
                servers,
                host.setWebXML(new StringAsset("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                        + "<absolute-ordering><name>other</name></absolute-ordering></web-app>")),
                "leaves out Backplane");
    }

    /** GlassFish 7.0.21 and 8.0.0-M12 load the CDI extensions of one WAR of an EAR only (WELD-001408). */
    @Test
    void twoApplicationsOfAnEnterpriseArchiveHaveAHubEach() {
        assumeThat(ServerKind.current()).isNotIn(ServerKind.PAYARA_MICRO, ServerKind.GLASSFISH, ServerKind.GLASSFISH_8);
        deploy(ShrinkWrap.create(EnterpriseArchive.class, "both.ear")
                .addAsModule(hostWithRenamedJars("one"))
                .addAsModule(hostWithRenamedJars("two")));

        assertTalks("one");
        assertTalks("two");
    }

    /** Payara Server 6.2025.10 deploys no EAR in which two WARs have bean archives of the same file name (WELD-000163). */
    private static WebArchive hostWithRenamedJars(String name) {
        WebArchive host =
                ShrinkWrap.create(WebArchive.class, name + ".war").addPackage(HostProvider.class.getPackage());
        for (File jar : Archives.libraries()) {
            host.addAsLibrary(jar, name + "-" + jar.getName());
        }
        return host;
    }

    @Test
    void libraryOfAnEnterpriseArchiveIsTheWrongPlace() {
        assumeThat(ServerKind.current()).isNotEqualTo(ServerKind.PAYARA_MICRO);
        WebArchive bare = ShrinkWrap.create(WebArchive.class, "bare.war").addPackage(HostProvider.class.getPackage());

        assertRefused(
                servers,
                ShrinkWrap.create(EnterpriseArchive.class, "shared.ear")
                        .addAsLibraries(Archives.libraries())
                        .addAsModule(bare),
                "is in the lib folder of an EAR");
    }

    @Test
    void warServesNothingAtThePathOfTheLibrary() {
        assertThat(get("backplane/backplane/api/health/live").statusCode()).isEqualTo(404);
        assertThat(get("backplane/backplane/api/channels/home/messages").statusCode())
                .isEqualTo(404);
        URI hub = URI.create("ws://127.0.0.1:" + node().port() + "/backplane/backplane/hub");
        assertThatThrownBy(() -> new Connection(hub, Map.of())).hasMessageContaining("backplane/backplane/hub");
    }
}
