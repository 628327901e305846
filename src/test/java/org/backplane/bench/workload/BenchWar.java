package org.backplane.bench.workload;

import java.nio.file.Path;
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
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }
}
