package org.backplane.endpoint.container;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads every class of Backplane when the application starts, so that none has to be loaded when it stops.
 *
 * <p>Payara Micro 6.2025.10 answers SIGTERM with two shutdown hooks that run at the same time: one stops the application,
 * the other deletes the files to which it was unpacked. In about half of the cases the drain needed a class for the first time
 * and failed with a NoClassDefFoundError: clients saw close code 1006, and the node's lease stayed in Redis.
 */
public final class ApplicationClasses {

    private static final System.Logger LOG = System.getLogger(ApplicationClasses.class.getName());

    private static final String ROOT = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";

    /** A class that Jedis first uses when a connection is closed. */
    private static final String CLOSING = "redis.clients.jedis.util.IOUtils";

    private final ServletContext application;

    public ApplicationClasses(ServletContext application) {
        this.application = application;
    }

    /** Loads the classes. A class that cannot be loaded is ignored: it fails where it is used. */
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
            Class.forName(name, true, ApplicationClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            LOG.log(Level.DEBUG, "{0} was not loaded: {1}", name, missing);
        }
    }
}
