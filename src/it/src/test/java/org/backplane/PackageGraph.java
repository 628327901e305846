package org.backplane;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which parts of the product depend on which: as the classes are, or as a drawing in a document says.
 *
 * @param uses what each part depends on
 */
record PackageGraph(Map<String, Set<String>> uses) {

    private static final Pattern ARROW = Pattern.compile("^\\s*([a-z.]+) --> ([a-z. &]+)$", Pattern.MULTILINE);

    /**
     * Reads the dependencies of classes.
     *
     * @param part names the part that a class belongs to; empty text for one that the drawing leaves out
     */
    static PackageGraph of(JavaClasses classes, Function<JavaClass, String> part) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String user = part.apply(from);
                String used = part.apply(dependency.getTargetClass());
                if (!user.isEmpty() && !used.isEmpty() && !user.equals(used)) {
                    uses.computeIfAbsent(user, name -> new TreeSet<>()).add(used);
                }
            }
        }
        return new PackageGraph(uses);
    }

    /** Reads the drawing of a document below a heading: lines of the form {@code a --> b & c} in Mermaid. */
    static PackageGraph drawn(Path document, String heading) throws IOException {
        String text = Files.readString(document);
        String section = text.substring(text.indexOf("\n" + heading + "\n") + 1);
        String drawing = section.substring(
                section.indexOf("```mermaid"), section.indexOf("```\n", section.indexOf("```mermaid") + 3));
        return new PackageGraph(ARROW.matcher(drawing)
                .results()
                .collect(Collectors.toMap(
                        arrow -> arrow.group(1), PackageGraph::targets, (one, other) -> one, TreeMap::new)));
    }

    private static Set<String> targets(MatchResult arrow) {
        return Stream.of(arrow.group(2).split("&")).map(String::trim).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without the arrows that follow from others: where a uses b and b uses c, that a uses c too is not drawn. */
    PackageGraph reduced() {
        Map<String, Set<String>> few = new TreeMap<>();
        uses.forEach((from, all) -> few.put(
                from,
                all.stream()
                        .filter(to -> all.stream()
                                .noneMatch(
                                        via -> !via.equals(to) && reachable(via).contains(to)))
                        .collect(Collectors.toCollection(TreeSet::new))));
        return new PackageGraph(few);
    }

    private Set<String> reachable(String from) {
        Set<String> seen = new TreeSet<>();
        Stream<String> next = Stream.of(from);
        while (true) {
            Set<String> further = next.flatMap(part -> uses.getOrDefault(part, Set.of()).stream())
                    .filter(seen::add)
                    .collect(Collectors.toSet());
            if (further.isEmpty()) {
                return seen;
            }
            next = further.stream();
        }
    }

    /** As the document has it. */
    @Override
    public String toString() {
        return uses.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + " --> " + String.join(" & ", arrow.getValue()))
                .collect(Collectors.joining("\n", "\nflowchart TD\n", "\n"));
    }
}
