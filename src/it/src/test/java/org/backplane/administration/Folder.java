package org.backplane.administration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.test.TemporaryDirectory;

/** An administrator's working directory: the files of one folder of the project as they stand, and the built WAR. */
final class Folder {

    private static final Path PROJECT = Path.of(System.getProperty("project.build.directory", "target"))
            .toAbsolutePath()
            .resolveSibling("");

    private final Path path;

    /** A fresh one below {@code target} with what is in {@code server-config/server}. */
    Folder(String server) {
        path = PROJECT.resolve("target/administration").resolve(server);
        TemporaryDirectory.delete(path);
        try (Stream<Path> files = Files.list(PROJECT.resolve("server-config").resolve(server))) {
            Files.createDirectories(path);
            for (Path file : files.toList()) {
                Files.copy(file, path.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restoreWar();
    }

    /** One of its files. */
    Path file(String name) {
        return path.resolve(name);
    }

    /** The directory. */
    Path path() {
        return path;
    }

    /** The WAR as it was built. */
    void restoreWar() {
        try {
            Files.copy(
                    PROJECT.resolve("target/backplane.war"),
                    file("backplane.war"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts another {@code web.xml} into the WAR, as {@code jar --update} does. */
    void overlay(String name) {
        Path webXml = PROJECT.resolve("web.xml-overlay").resolve(name).resolve("web.xml");
        try (FileSystem war = FileSystems.newFileSystem(file("backplane.war"))) {
            Files.copy(webXml, war.getPath("WEB-INF/web.xml"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of one of its files in which an administrator wrote something else. */
    Path edited(String name, String from, String to) {
        try {
            List<String> lines = Files.readAllLines(file(name)).stream()
                    .map(line -> line.replace(from, to))
                    .toList();
            return Files.write(file("edited-" + name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
