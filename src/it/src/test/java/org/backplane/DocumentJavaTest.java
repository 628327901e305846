package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.backplane.test.Markdown;
import org.backplane.test.Markdown.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java example of the documents compiles, and the one of the API page: each is a whole class that leaves out its imports.
 */
class DocumentJavaTest {

    private static final String IMPORTS = Stream.of(
                    "jakarta.enterprise.context",
                    "jakarta.enterprise.event",
                    "jakarta.enterprise.inject",
                    "jakarta.inject",
                    "jakarta.transaction",
                    "java.util",
                    "java.util.concurrent",
                    "org.backplane.event",
                    "org.backplane.message",
                    "org.backplane.security")
            .map(name -> "import " + name + ".*; ")
            .collect(Collectors.joining());

    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:class|record|interface) (\\w+)", Pattern.MULTILINE);

    private static final Path API_PAGE = Path.of("src/library/src/main/java/org/backplane/event/package-info.java");
    private static final Pattern JAVADOC_CODE =
            Pattern.compile("<pre>\\{@code\n(.*?)^ \\* }</pre>", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern JAVADOC_MARGIN = Pattern.compile("^ \\* ?", Pattern.MULTILINE);

    @TempDir
    private Path classes;

    @Test
    void everyExampleCompiles() throws IOException {
        List<Source> sources = Stream.concat(
                        Markdown.all().stream().flatMap(document -> document.blocks("java").stream()),
                        Stream.of(exampleOfTheApiPage()))
                .map(Source::new)
                .toList();

        assertThat(sources).hasSizeGreaterThan(5);
        assertThat(errors(sources)).isEmpty();
    }

    private static Block exampleOfTheApiPage() throws IOException {
        String page = Files.readString(API_PAGE);
        Matcher example = JAVADOC_CODE.matcher(page);
        assertThat(example.find()).as("an example in " + API_PAGE).isTrue();
        int line = (int) page.substring(0, example.start(1)).lines().count() + 1;
        return new Block(
                API_PAGE, line, JAVADOC_MARGIN.matcher(example.group(1)).replaceAll(""));
    }

    private List<String> errors(List<Source> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, sources).call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(DocumentJavaTest::text)
                .toList();
    }

    private static String text(Diagnostic<? extends JavaFileObject> error) {
        String message = error.getMessage(Locale.ROOT);
        return error.getSource() instanceof Source source
                ? source.block.file() + ":" + (source.block.line() + error.getLineNumber() - 1) + ": " + message
                : message;
    }

    /** In a package of its own. That and the imports stand in the first line, so that lines keep their numbers. */
    private static final class Source extends SimpleJavaFileObject {

        private final Block block;

        Source(Block block) {
            super(URI.create("string:///" + place(block) + "/" + name(block) + ".java"), Kind.SOURCE);
            this.block = block;
        }

        private static String place(Block block) {
            return "example" + Integer.toHexString(block.toString().hashCode());
        }

        private static String name(Block block) {
            Matcher type = TYPE.matcher(block.code());
            assertThat(type.find()).as("a class in " + block).isTrue();
            return type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "package " + place(block) + "; " + IMPORTS + block.code();
        }
    }
}
