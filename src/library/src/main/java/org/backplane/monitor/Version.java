package org.backplane.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Backplane, which the build writes to a file beside this class. */
final class Version {

    private static final String FILE = "version.properties";
    private static final String UNKNOWN = "unknown";

    private Version() {}

    /** Returns the version; {@code unknown} if the build has not written it. */
    static String current() {
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            return file == null ? UNKNOWN : read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static String read(InputStream file) throws IOException {
        Properties properties = new Properties();
        properties.load(file);
        String version = properties.getProperty("version", UNKNOWN);
        return version.startsWith("${") ? UNKNOWN : version;
    }
}
