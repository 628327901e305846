package org.backplane;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.backplane.event.ChannelExtension;
import org.backplane.event.cdi.ChannelBeans;

/** Holds the layers of the product: which package may know which, and which alone may know a library. */
@AnalyzeClasses(locations = ProductModules.class)
class ArchitectureTest {

    private static final Path DOCUMENT = Path.of("docs", "architecture.md");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final int MOST_FILES = 25;

    /** Every layer there is, from the bottom up, and the layers that each may import. */
    private static final List<Layer> LAYERS = List.of(
            Layer.of("message"),
            Layer.of("client", "message"),
            Layer.of("concurrent"),
            Layer.of("config"),
            Layer.of("broker", "message", "concurrent", "config"),
            Layer.of("security", "message", "config"),
            Layer.of("hub", "message", "concurrent", "config", "broker", "security"),
            Layer.of("monitor", "message", "config", "broker", "security", "hub"),
            Layer.of("endpoint", "message", "concurrent", "config", "broker", "security", "hub", "monitor"),
            Layer.of("event", "message", "concurrent", "config", "broker", "security", "hub", "monitor"),
            Layer.of("node", "message", "concurrent", "config", "broker", "security", "hub", "monitor", "endpoint"),
            Layer.of("launch", "client"));

    /** The rules below hold on nothing at all as well, so the first thing to know is that they see the product. */
    @ArchTest
    static void everyCompiledClassIsSeen(JavaClasses seen) throws IOException {
        var compiled = new HashSet<String>();
        for (Path module : ProductModules.classes()) {
            for (Path file : ProductModules.walk(List.of(module.resolve("org")))) {
                if (file.toString().endsWith(".class")) {
                    compiled.add(className(module, file));
                }
            }
        }
        assertThat(seen).extracting(JavaClass::getName).containsExactlyInAnyOrderElementsOf(compiled);
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

    /** One class stays where service files of applications name it. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("org.backplane.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(ChannelExtension.class, ChannelBeans.class);

    @ArchTest
    static void theDocumentDrawsTheLayers(JavaClasses seen) throws IOException {
        assertDrawn(seen, "### Layers", name -> name.split("\\.", 2)[0]);
    }

    @ArchTest
    static void theDocumentDrawsTheRedisBroker(JavaClasses seen) throws IOException {
        assertDrawn(seen, "### The Redis broker", name -> name.startsWith("broker.redis") ? name : "");
    }

    @ArchTest
    static void theDocumentDrawsTheHub(JavaClasses seen) throws IOException {
        assertDrawn(seen, "### The hub", name -> name.startsWith("hub") ? name : "");
    }

    @ArchTest
    static void theDocumentDrawsTheEndpoints(JavaClasses seen) throws IOException {
        assertDrawn(seen, "### Endpoints", name -> name.startsWith("endpoint") ? name : "");
    }

    /** @param part what a package belongs to, by its name below ours; empty if it is not in the drawing */
    private static void assertDrawn(JavaClasses seen, String heading, UnaryOperator<String> part) throws IOException {
        var ours = "org.backplane.";
        var actual = PackageGraph.of(
                seen,
                type -> type.getPackageName().startsWith(ours)
                        ? part.apply(type.getPackageName().substring(ours.length()))
                        : "");
        assertThat(PackageGraph.drawn(DOCUMENT, heading))
                .hasToString(actual.reduced().toString());
    }

    @ArchTest
    static void aFolderHasFewFiles(JavaClasses seen) throws IOException {
        var folders = ProductModules.walk(List.of(Path.of("src"))).stream()
                .filter(Files::isDirectory)
                .filter(folder -> folder.toString().contains(MAIN.toString()));
        assertThat(folders).isNotEmpty().allSatisfy(folder -> {
            try (var files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile)).hasSizeLessThanOrEqualTo(MOST_FILES);
            }
        });
    }

    @ArchTest
    static final ArchRule ONLY_THE_REDIS_BROKER_KNOWS_ITS_PARTS =
            noneOutside("org.backplane.broker.redis..", "org.backplane.broker.redis.*..");

    @ArchTest
    static final ArchRule ONLY_THE_HUB_KNOWS_ITS_PARTS = noneOutside(
            "org.backplane.hub..",
            "org.backplane.hub.channel..",
            "org.backplane.hub.connection..",
            "org.backplane.hub.limit..",
            "org.backplane.hub.outbound..");

    @ArchTest
    static final ArchRule ONLY_THE_NODE_CHOOSES_A_BROKER = noClasses()
            .that()
            .resideOutsideOfPackages("org.backplane.node..", "org.backplane.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.backplane.broker.memory..", "org.backplane.broker.redis..");

    @ArchTest
    static final ArchRule CLIENT_AND_MESSAGE_KNOW_THE_JDK_ALONE = classes()
            .that()
            .resideInAnyPackage("org.backplane.client..", "org.backplane.message..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify.annotations", "org.backplane.client..", "org.backplane.message..");

    @ArchTest
    static final ArchRule ONLY_ENDPOINT_KNOWS_WEBSOCKET_AND_REST =
            noneOutside("org.backplane.endpoint..", "jakarta.websocket..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule ONLY_THE_LINKS_TO_REDIS_KNOW_JEDIS =
            noneOutside("org.backplane.broker.redis.link..", "redis.clients..");

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
            .doNotHaveFullyQualifiedName("org.backplane.node.NodeThreads")
            .and()
            .doNotHaveFullyQualifiedName("org.backplane.concurrent.ManagedThreads")
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

    private static String className(Path module, Path file) {
        var path = module.relativize(file).toString();
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
