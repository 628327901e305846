package org.backplane.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagingTest {

    private static final String JAR = "/lib/backplane-library.jar!/org/backplane/node/Packaging.class";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jar:file:/opt/payara/lib/applications/shop/WEB-INF" + JAR,
                "file:/content/shop.war/WEB-INF" + JAR,
                "file:/opt/applications/shop/WEB-INF/classes/org/backplane/node/Packaging.class"
            })
    void classesOfAWebApplicationAreItsOwn(String url) throws MalformedURLException {
        URL jar = new URL(url);
        assertThatCode(() -> Packaging.requireOwnClasses(jar)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jar:file:/opt/applications/both" + JAR, "file:/content/both.ear" + JAR})
    void classesOfAnEnterpriseArchiveAreShared(String url) throws MalformedURLException {
        URL jar = new URL(url);
        assertThatThrownBy(() -> Packaging.requireOwnClasses(jar))
                .isInstanceOf(IncompleteDeploymentException.class)
                .hasMessageContaining("WEB-INF/lib of each WAR");
    }
}
