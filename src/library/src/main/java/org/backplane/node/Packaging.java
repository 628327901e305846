package org.backplane.node;

import java.net.URL;
import java.util.Objects;

/** Where the jar of Backplane is in the deployment. */
final class Packaging {

    private Packaging() {}

    /** @throws IncompleteDeploymentException if several web applications share these classes */
    static void requireOwnClasses() {
        requireOwnClasses(own());
    }

    static void requireOwnClasses(URL jar) {
        if (jar.getPath().contains("/lib/") && !jar.getPath().contains("/WEB-INF/")) {
            throw new IncompleteDeploymentException(
                    "Backplane is in the lib folder of an EAR, where several web applications"
                            + " would share it. Put it into WEB-INF/lib of each WAR that uses it.");
        }
    }

    /**
     * Checks as much as the place of the jar tells, where there is no servlet context.
     *
     * @throws IncompleteDeploymentException if the jar is in the wrong place, or {@code web.xml} leaves it out
     */
    static void check() {
        requireOwnClasses();
        WebXml.near(own()).ifPresent(WebXml::requireAnnotations);
    }

    private static URL own() {
        return Objects.requireNonNull(Packaging.class.getResource("Packaging.class"));
    }
}
