package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java example of the documents compiles: each is a whole class that leaves out its imports. */
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

    @TempDir
    private Path classes;

    @TestFactory
    Stream<DynamicTest> everyExampleCompiles() {
        List<Block> blocks = Markdown.all().stream()
                .flatMap(document -> document.blocks("java").stream())
                .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        return blocks.stream()
                .map(block -> dynamicTest(
                        block.toString(), () -> assertThat(errors(block)).isEmpty()));
    }

    private List<String> errors(Block block) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, List.of(new Source(block)))
                .call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> block.file() + ":" + (block.line() + one.getLineNumber() - 1) + ": "
                        + one.getMessage(Locale.ROOT))
                .toList();
    }

    /** The imports stand in the first line, so that lines keep their numbers. */
    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(Block block) {
            super(URI.create("string:///" + name(block) + ".java"), Kind.SOURCE);
            this.code = IMPORTS + block.code();
        }

        private static String name(Block block) {
            Matcher type = TYPE.matcher(block.code());
            assertThat(type.find()).as("a class in " + block).isTrue();
            return type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
