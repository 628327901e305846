package org.backplane.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A WAR on nodes of one kind of server. */
record WarKind(Application application, Container container) implements ContenderKind {

    @Override
    public String name() {
        return application.word() + "-" + container.word();
    }

    @Override
    public boolean scales() {
        return application.mostNodes() > 1;
    }

    @Override
    public Contender start(int nodes, Path work) throws IOException {
        Path war = application.write(Files.createDirectories(work));
        WarContender contender = new WarContender(this, war, work);
        try {
            contender.start(Math.min(nodes, application.mostNodes()));
            return contender;
        } catch (RuntimeException failed) {
            contender.close();
            throw failed;
        }
    }

    String label() {
        return application.label() + " on " + container.label();
    }
}
