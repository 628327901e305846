package org.backplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebXmlTest {

    private static WebXml read(String attributes, String elements) throws Exception {
        String xml = "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\" " + attributes + ">"
                + elements + "</web-app>";
        return WebXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void onlyDeclaredRolesAreRead() throws Exception {
        WebXml web = read("", """
                <security-constraint><auth-constraint><role-name>named</role-name></auth-constraint></security-constraint>
                <security-role><description>may come in</description><role-name> user </role-name></security-role>
                <security-role><role-name>admin</role-name></security-role>""");

        assertThat(web.roles()).containsExactlyInAnyOrder("user", "admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<absolute-ordering><name>shop</name><others/></absolute-ordering>",
                "<absolute-ordering><name> backplane </name></absolute-ordering>",
                "<ordering><name>shop</name></ordering>"
            })
    void webXmlThatLeavesBackplaneInIsAccepted(String elements) throws Exception {
        assertThatCode(read("metadata-complete=\"false\"", elements)::requireAnnotations)
                .doesNotThrowAnyException();
    }

    @Test
    void metadataCompleteStopsTheDeployment() throws Exception {
        assertThatThrownBy(read("metadata-complete=\"true\"", "")::requireAnnotations)
                .isInstanceOf(IncompleteDeploymentException.class)
                .hasMessageContaining("metadata-complete")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<name>shop</name>"})
    void absoluteOrderingWithoutBackplaneStopsTheDeployment(String names) throws Exception {
        assertThatThrownBy(read("", "<absolute-ordering>" + names + "</absolute-ordering>")::requireAnnotations)
                .isInstanceOf(IncompleteDeploymentException.class)
                .hasMessageContaining("<name>backplane</name>")
                .hasMessageNotContaining("\n");
    }

    @Test
    void fileOfAnUnpackedApplicationIsFoundFromAJarInIt(@TempDir Path application) throws Exception {
        Path web =
                Files.createDirectories(application.resolve("my app/WEB-INF")).resolve("web.xml");
        Files.writeString(web, "<web-app metadata-complete=\"true\"/>");
        Path jar = web.resolveSibling("lib").resolve("backplane-library.jar");

        assertThat(WebXml.near(new URL("jar:" + jar.toUri() + "!/org/backplane/node/WebXml.class")))
                .hasValueSatisfying(
                        found -> assertThat(found.isMetadataComplete()).isTrue());
        assertThat(WebXml.near(new URL("jar:file:/elsewhere/lib/backplane-library.jar!/x")))
                .isEmpty();
    }
}
