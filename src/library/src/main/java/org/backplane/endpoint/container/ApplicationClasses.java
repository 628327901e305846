package org.backplane.endpoint.container;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads every class of Backplane when the application starts, so that none has to be loaded when it stops.
 *
 * <p>Payara Micro 6.2025.10 answers SIGTERM with two shutdown hooks that run at the same time: one stops the application,
 * the other deletes the files to which it was unpacked. In about half of the cases the drain needed a class for the first time
 * and failed with a NoClassDefFoundError: clients saw close code 1006, and the node's lease stayed in Redis.
 */
public final class ApplicationClasses {

    private static final System.Logger LOG = System.getLogger(ApplicationClasses.class.getName());

    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String LIBRARIES = "/WEB-INF/lib/";
    private static final String OWN = "org/backplane/";
    private static final String SUFFIX = ".class";

    /** A class that Jedis first uses when a connection is closed. */
    private static final String CLOSING = "redis/clients/jedis/util/IOUtils";

    private final ServletContext application;

    public ApplicationClasses(ServletContext application) {
        this.application = application;
    }

    /** Loads the classes. A class that cannot be loaded is ignored: it fails where it is used. */
    public void load() {
        in(CLASSES + OWN).map(path -> path.substring(CLASSES.length())).forEach(this::load);
        in(LIBRARIES)
                .filter(jar -> jar.contains("backplane"))
                .flatMap(this::entries)
                .forEach(this::load);
        load(CLOSING + SUFFIX);
    }

    private Stream<String> in(String folder) {
        Set<String> paths = application.getResourcePaths(folder);
        return paths == null
                ? Stream.empty()
                : paths.stream().flatMap(path -> path.endsWith("/") ? in(path) : Stream.of(path));
    }

    /** The names of the entries of a jar that are below {@code org/backplane}. */
    private Stream<String> entries(String jar) {
        Stream.Builder<String> names = Stream.builder();
        try (InputStream file = application.getResourceAsStream(jar)) {
            if (file != null) {
                ZipInputStream zip = new ZipInputStream(file);
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
        } catch (IOException unreadable) {
            LOG.log(Level.DEBUG, "the classes of a jar were not loaded", unreadable);
        }
        return names.build().filter(name -> name.startsWith(OWN));
    }

    private void load(String path) {
        if (!path.endsWith(SUFFIX) || path.endsWith("-info" + SUFFIX)) {
            return;
        }
        String name = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
        try {
            Class.forName(name, true, ApplicationClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            LOG.log(Level.DEBUG, "{0} was not loaded: {1}", name, missing);
        }
    }
}
