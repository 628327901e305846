package org.backplane.bench.contender;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Where classes come from, and where archives go. */
final class Jars {

    private Jars() {}

    /** The jar on the class path that a class is in. */
    static File fileOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no jar of " + type, e);
        }
    }

    /** Writes an archive under its own name. */
    static Path export(WebArchive archive, Path directory) {
        Path file = directory.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }
}
