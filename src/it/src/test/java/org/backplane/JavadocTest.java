package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/**
 * The Javadoc that a release publishes builds without warnings: all of the client, and of the library what its POM names, the
 * types that applications use.
 */
class JavadocTest {

    private static final Path LIBRARY = Path.of("src/library/src/main/java");
    private static final Path CLIENT = Path.of("src/client/src/main/java");

    private static final PathMatcher JAVA = path -> path.toString().endsWith(".java");

    /** Where each parameter and each result is described; elsewhere only what its name does not say. */
    private static final List<String> DESCRIBED =
            List.of("org.backplane.event", "org.backplane.security", "org.backplane.hub.command");

    @TempDir
    private Path pages;

    private List<Path> published;

    @BeforeEach
    void findPublishedTypes() throws Exception {
        NodeList includes = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse("src/library/pom.xml")
                .getElementsByTagName("sourceFileInclude");
        List<PathMatcher> patterns = IntStream.range(0, includes.getLength())
                .mapToObj(i -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + includes.item(i).getTextContent()))
                .toList();
        published = Stream.concat(matching(patterns, LIBRARY), matching(List.of(JAVA), CLIENT))
                .toList();
        assertThat(published).hasSizeGreaterThan(30);
        assertThat(pages).isEmptyDirectory();
    }

    private static Stream<Path> matching(List<PathMatcher> patterns, Path root) throws IOException {
        return ProductModules.walk(List.of(root)).stream()
                .filter(file -> patterns.stream().anyMatch(pattern -> pattern.matches(root.relativize(file))));
    }

    @Test
    void linksTagsAndMarkupOfThePageAreValid() throws IOException {
        assertThat(warnings("-Xdoclint:all,-missing")).isEmpty();
        assertThat(Files.readString(pages.resolve("org/backplane/event/package-summary.html")))
                .contains("What is for what?");
    }

    @Test
    void everythingThatApplicationsCallIsDescribed() throws IOException {
        assertThat(warnings("-Xdoclint:all", "-Xdoclint/package:" + String.join(",", DESCRIBED)))
                .isEmpty();
    }

    private List<String> warnings(String... checks) throws IOException {
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = javadoc.getStandardFileManager(found, Locale.ROOT, null)) {
            boolean built = javadoc.getTask(
                            output, files, found, null, options(checks), files.getJavaFileObjectsFromPaths(published))
                    .call();
            assertThat(built).as(() -> output + text(found)).isTrue();
        }
        return found.getDiagnostics().stream().map(JavadocTest::text).toList();
    }

    private List<String> options(String... checks) {
        List<String> options = List.of(
                "-quiet",
                "-d",
                pages.toString(),
                "-sourcepath",
                LIBRARY + System.getProperty("path.separator") + CLIENT,
                "-classpath",
                System.getProperty("java.class.path"));
        return Stream.concat(options.stream(), Stream.of(checks)).toList();
    }

    private static String text(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().map(JavadocTest::text).collect(Collectors.joining("\n"));
    }

    private static String text(Diagnostic<? extends JavaFileObject> one) {
        String place = one.getSource() == null ? "" : one.getSource().getName() + ":" + one.getLineNumber() + ": ";
        return place + one.getMessage(Locale.ROOT);
    }
}
