package org.backplane.it.cluster;

import java.io.File;
import java.nio.file.Path;
import org.backplane.it.probe.ProbeServlet;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests deploy. */
public final class Archives {

    private Archives() {}

    /** The built WAR under a name that is its context root too. */
    public static WebArchive backplane(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(new File(System.getProperty("it.target"), "backplane.war"))
                .as(WebArchive.class);
    }

    /** A WAR that tells what goes on in its server. */
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClass(ProbeServlet.class);
    }

    /** Writes an archive where a server can read it. */
    static Path export(WebArchive archive) {
        File file = new File(System.getProperty("it.work"), archive.getName());
        archive.as(ZipExporter.class).exportTo(file, true);
        return file.toPath();
    }
}
