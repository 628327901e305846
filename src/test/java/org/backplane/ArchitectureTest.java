package org.backplane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Holds the layers of the product: which package may know which, and which alone may know a library. */
@AnalyzeClasses(packages = "org.backplane", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Path COMPILED = Path.of("target", "classes");

    /** Every package there is, from the bottom up, and the packages each may import. */
    private static final List<Layer> LAYERS = List.of(
            Layer.of("message"),
            Layer.of("config"),
            Layer.of("broker", "message", "config"),
            Layer.of("security", "message", "config"),
            Layer.of("hub", "message", "config", "broker", "security"),
            Layer.of("monitor", "message", "config", "broker", "security", "hub"),
            Layer.of("endpoint", "message", "config", "broker", "security", "hub", "monitor"),
            Layer.of("event", "message", "config", "broker", "security", "hub", "monitor"),
            Layer.of("launch"));

    /** The rules below hold on nothing at all as well, so the first thing to know is that they see the product. */
    @ArchTest
    static void everyCompiledClassIsSeen(JavaClasses seen) throws IOException {
        try (var files = Files.walk(COMPILED.resolve("org"))) {
            var compiled = files.filter(file -> file.toString().endsWith(".class"))
                    .map(ArchitectureTest::className)
                    .collect(Collectors.toSet());
            assertThat(seen).extracting(JavaClass::getName).containsExactlyInAnyOrderElementsOf(compiled);
        }
    }

    @ArchTest
    static void everyLayerIsThere(JavaClasses seen) {
        assertThat(LAYERS).allSatisfy(layer -> assertThat(seen)
                .anyMatch(c -> c.getPackageName().startsWith(layer.root())));
    }

    @ArchTest
    static void aLayerKnowsLowerLayersOnly(JavaClasses seen) {
        var architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        LAYERS.forEach(layer -> architecture.layer(layer.name).definedBy(layer.root() + ".."));
        LAYERS.forEach(layer -> layer.restrict(architecture.whereLayer(layer.name)));
        architecture.ensureAllClassesAreContainedInArchitecture().check(seen);
    }

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.backplane.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MESSAGE_KNOWS_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("org.backplane.message..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations", "org.backplane.message..");

    @ArchTest
    static final ArchRule ONLY_ENDPOINT_KNOWS_WEBSOCKET_AND_REST =
            noneOutside("org.backplane.endpoint..", "jakarta.websocket..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule ONLY_THE_REDIS_BROKER_KNOWS_JEDIS =
            noneOutside("org.backplane.broker.redis..", "redis.clients..");

    @ArchTest
    static final ArchRule ONLY_CONFIG_KNOWS_JNDI = noneOutside("org.backplane.config..", "javax.naming..");

    @ArchTest
    static final ArchRule ONLY_LAUNCH_KNOWS_WHAT_IT_PACKS =
            noneOutside("org.backplane.launch..", "fish.payara..", "redis.embedded..");

    @ArchTest
    static final ArchRule THE_MEMORY_BROKER_DOES_NOT_KNOW_REDIS = noClasses()
            .that()
            .resideInAPackage("org.backplane.broker.memory..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.backplane.broker.redis..");

    /**
     * The application server gives the threads: one of our own would outlive an undeployed WAR. Two classes know what to do
     * where it does not give any yet.
     */
    @ArchTest
    static final ArchRule THREADS_COME_FROM_THE_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage("org.backplane.launch..")
            .and()
            .doNotHaveFullyQualifiedName("org.backplane.endpoint.NodeThreads")
            .and()
            .doNotHaveFullyQualifiedName("org.backplane.broker.ManagedThreads")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class);

    private static ArchRule noneOutside(String place, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static String className(Path file) {
        var path = COMPILED.relativize(file).toString();
        return path.substring(0, path.length() - ".class".length())
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    private record Layer(String name, List<String> lower) {
        static Layer of(String name, String... lower) {
            return new Layer(name, List.of(lower));
        }

        String root() {
            return "org.backplane." + name;
        }

        void restrict(LayerDependencySpecification layer) {
            if (lower.isEmpty()) {
                layer.mayNotAccessAnyLayer();
            } else {
                layer.mayOnlyAccessLayers(lower.toArray(String[]::new));
            }
        }
    }
}
