package org.backplane.bench.workload;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.backplane.bench.app.PublishServlet;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The built WAR with what the benchmark needs inside of a node. */
public final class BenchWar {

    private BenchWar() {}

    /**
     * Writes {@code backplane.war} into a directory.
     *
     * @param built the WAR as the build made it
     * @return where it is
     */
    public static Path write(Path built, Path directory) {
        Path war = directory.resolve("backplane.war");
        ShrinkWrap.create(ZipImporter.class, "backplane.war")
                .importFrom(built.toFile())
                .as(WebArchive.class)
                .addPackage(PublishServlet.class.getPackage())
                .addAsLibrary(histograms())
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }

    private static File histograms() {
        return new File(URI.create(Histogram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }
}
