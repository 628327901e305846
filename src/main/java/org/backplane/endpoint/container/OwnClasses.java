package org.backplane.endpoint.container;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads every class of the application when it starts, so that none has to be loaded when it ends.
 *
 * <p>Payara Micro 6.2025.10 answers SIGTERM with two shutdown hooks that run at the same time: one ends the application,
 * the other deletes the files that it was unpacked to. A farewell that needed a class for the first time then failed with
 * a NoClassDefFoundError, in about half of the cases: clients saw 1006, and the node's lease stayed in Redis.
 */
public final class OwnClasses {

    private static final System.Logger LOG = System.getLogger(OwnClasses.class.getName());

    private static final String ROOT = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";

    /** What Jedis needs for the first time when a connection is closed. */
    private static final String CLOSING = "redis.clients.jedis.util.IOUtils";

    private final ServletContext application;

    public OwnClasses(ServletContext application) {
        this.application = application;
    }

    /** Loads them. One that cannot be loaded here is not missed before it is needed. */
    public void load() {
        Stream.concat(in(ROOT + "org/backplane/"), Stream.of(CLOSING)).forEach(this::load);
    }

    private Stream<String> in(String folder) {
        Set<String> paths = application.getResourcePaths(folder);
        return paths == null
                ? Stream.empty()
                : paths.stream().flatMap(path -> path.endsWith("/") ? in(path) : className(path));
    }

    private static Stream<String> className(String path) {
        return path.endsWith(SUFFIX) && !path.endsWith("-info" + SUFFIX)
                ? Stream.of(path.substring(ROOT.length(), path.length() - SUFFIX.length())
                        .replace('/', '.'))
                : Stream.empty();
    }

    private void load(String name) {
        try {
            Class.forName(name, true, OwnClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            LOG.log(Level.DEBUG, "{0} was not loaded: {1}", name, missing);
        }
    }
}
