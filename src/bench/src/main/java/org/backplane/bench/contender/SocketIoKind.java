package org.backplane.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** socket.io with its adapter for Redis, one process of Node.js per node. */
record SocketIoKind() implements ContenderKind {

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public Contender start(int nodes, Path work) throws IOException {
        String version = NodeJs.version();
        Path installed = NodeJs.install("socket.io");
        SocketIoContender contender = new SocketIoContender(version, installed, Files.createDirectories(work));
        try {
            contender.start(nodes);
            return contender;
        } catch (RuntimeException failed) {
            contender.close();
            throw failed;
        }
    }
}
