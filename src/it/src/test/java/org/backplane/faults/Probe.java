package org.backplane.faults;

import java.nio.file.Path;
import org.backplane.it.probe.ProbeServlet;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that looks at its server from inside. */
final class Probe {

    private Probe() {}

    /** Writes it to a file, which it returns. */
    static Path export(Path file) {
        ShrinkWrap.create(WebArchive.class, "probe.war")
                .addClass(ProbeServlet.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }
}
