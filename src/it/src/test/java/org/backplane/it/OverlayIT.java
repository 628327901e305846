package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.it.Deployments.assertRefused;

import java.io.File;
import java.net.URI;
import java.net.http.HttpResponse;
import org.backplane.it.access.BasketResource;
import org.backplane.it.access.ShopApplication;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application with pages and a JAX-RS application of its own that is laid over Backplane. */
@TwoServersTest
class OverlayIT {

    @ArquillianResource
    private TwoServers servers;

    private final WebArchive shop = Archives.backplane("shop.war")
            .addClasses(ShopApplication.class, BasketResource.class)
            .add(new StringAsset("<!DOCTYPE html><title>Shop</title>"), "basket.html");

    private HttpResponse<String> get(Node node, String path) {
        URI uri = node.http("../shop/" + path).normalize();
        return Http.get(uri);
    }

    @Test
    void pagesAndResourcesOfTheApplicationAreItsOwnMatter() {
        Node node = servers.a();
        servers.deploy(node, shop);
        try {
            HttpResponse<String> page = get(node, "basket.html");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy")).isEmpty();
            assertThat(get(node, "status.html").headers().firstValue("Content-Security-Policy"))
                    .isPresent();
            assertThat(get(node, "shop/basket").body()).isEqualTo("3 books");
            assertThat(get(node, "api/health/live").statusCode()).isEqualTo(200);
        } finally {
            servers.undeploy(node, shop);
        }
    }

    @Test
    void webXmlThatKeepsAnnotationsFromBeingReadStopsTheDeployment() {
        WebArchive incomplete = Archives.backplane("incomplete.war").setWebXML(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true"/>
                """));

        assertRefused(servers, incomplete, "metadata-complete");
    }

    @Test
    void secondCopyOfBackplaneStopsTheDeploymentWithOneLine() {
        WebArchive twice = Archives.backplane("twice.war")
                .addAsLibrary(new File(System.getProperty("it.target"), "backplane-classes.jar"));

        assertRefused(servers, twice, "Backplane is in this application more than once", "backplane-classes.jar");
    }

    /** Its filters do not protect them. */
    @Test
    void resourcesOfBackplaneAreNotReachedThroughAnotherApplication() {
        Node node = servers.a();
        servers.deploy(node, shop);
        try {
            for (String path : new String[] {
                "channels/home/messages", "channels/home/members", "status", "metrics", "health/live", "health/ready"
            }) {
                assertThat(get(node, "shop/" + path).statusCode()).as(path).isEqualTo(404);
            }
        } finally {
            servers.undeploy(node, shop);
        }
    }
}
