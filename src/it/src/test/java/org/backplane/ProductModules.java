package org.backplane;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules that ship: not the benchmark, and nothing that only tests use. */
public final class ProductModules implements LocationProvider {

    private static final List<String> NAMES = List.of("client", "library", "war", "launcher");

    /** For ArchUnit, which imports the classes of these modules. */
    public ProductModules() {}

    @Override
    public Set<Location> get(Class<?> testClass) {
        return classes().stream().map(Location::of).collect(Collectors.toSet());
    }

    /** The folders of compiled classes. */
    static List<Path> classes() {
        Path target = Path.of(System.getProperty("project.build.directory", "target"));
        return NAMES.stream()
                .map(name -> target.resolve(name).resolve("classes"))
                .toList();
    }

    /** The folders of sources. */
    static List<Path> sources() {
        return NAMES.stream()
                .map(name -> Path.of("src", name, "src", "main", "java"))
                .toList();
    }

    /** All files and folders below some folders. */
    static List<Path> walk(List<Path> roots) throws IOException {
        Stream.Builder<Path> found = Stream.builder();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.forEach(found);
            }
        }
        return found.build().toList();
    }
}
