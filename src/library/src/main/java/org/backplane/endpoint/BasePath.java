package org.backplane.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Where the paths of Backplane begin, below the context root of the application: at {@code /backplane}, or at the root itself,
 * if the resource {@value #FILE} of the application has the property {@code base-path=/}. The WAR of Backplane has that
 * resource, and endpoints of its own at the root.
 */
public final class BasePath {

    /** The first segment of all paths, in an application that has no {@value #FILE}. */
    public static final String LIBRARY = "/backplane";

    static final String FILE = "META-INF/backplane.properties";
    private static final String PROPERTY = "base-path";

    private static final boolean ROOT = isRoot(BasePath.class.getClassLoader());

    private BasePath() {}

    /** Whether the application serves Backplane at its context root; then nothing is served below {@value #LIBRARY}. */
    public static boolean isRoot() {
        return ROOT;
    }

    static boolean isRoot(ClassLoader application) {
        try (InputStream file = application.getResourceAsStream(FILE)) {
            if (file == null) {
                return false;
            }
            Properties properties = new Properties();
            properties.load(file);
            return "/".equals(properties.getProperty(PROPERTY));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
