package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One document of the project, as the tests of the documents read it.
 *
 * @param file relative to the root of the project
 * @param text its content
 */
public record Markdown(Path file, String text) {

    private static final Path ROOT = Path.of("");
    private static final List<String> NOT_OURS = List.of("target", ".git", "node_modules");
    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z]*)[^\n]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");

    /**
     * A fenced code block.
     *
     * @param file where it stands
     * @param line the line of its first line of code, from 1
     * @param code its content
     */
    public record Block(Path file, int line, String code) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Reads one document. */
    public static Markdown read(String file) {
        return read(Path.of(file));
    }

    private static Markdown read(Path file) {
        try {
            return new Markdown(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads every document of the project, not those of its build. */
    public static List<Markdown> all() {
        List<Markdown> documents = new ArrayList<>();
        addAll(ROOT, documents);
        return documents;
    }

    private static void addAll(Path directory, List<Markdown> documents) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isDirectory(file)
                        && !NOT_OURS.contains(file.getFileName().toString())) {
                    addAll(file, documents);
                } else if (file.toString().endsWith(".md")) {
                    documents.add(read(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the code blocks in one language. */
    public List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(language)) {
                int line = (int) text.substring(0, block.start(2)).lines().count() + 1;
                blocks.add(new Block(file, line, block.group(2)));
            }
        }
        return blocks;
    }

    /** Returns the text without code, whose brackets are no links and whose lines are no headings. */
    public String prose() {
        return INLINE_CODE.matcher(withoutBlocks()).replaceAll("`code`");
    }

    /** Returns the text without code blocks. */
    public String withoutBlocks() {
        return BLOCK.matcher(text).replaceAll("");
    }
}
