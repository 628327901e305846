package org.backplane.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.bench.contender.ContenderKind;
import org.backplane.bench.contender.Contenders;
import org.backplane.bench.workload.Workload;
import org.backplane.bench.workload.Workloads;

/** The command {@code ./bench}: runs workloads against contenders, in turn, and reports. */
public final class Bench {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Bench() {}

    /** See {@code --help}. Ends the JVM with 0 if all could be measured, 1 if something failed, 2 if the arguments mean nothing. */
    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    private static int run(List<String> arguments, PrintStream out) {
        try {
            Options options = Options.parse(arguments);
            if (options.isHelp()) {
                out.print(usage());
                return 0;
            }
            Campaign campaign = new Campaign(options, chosen(options), new Progress(out), directory());
            return campaign.run(contenders(options)) ? 0 : FAILED;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "; see ./bench --help");
            return MISUSED;
        }
    }

    private static Path directory() {
        return Path.of(System.getProperty("project.build.directory", "target"), "bench")
                .toAbsolutePath();
    }

    /** The usage, and every name there is. */
    static String usage() {
        return Stream.of(
                        Stream.of(Options.USAGE, "Workloads:"),
                        Workloads.all().stream().map(each -> "  %-15s %s".formatted(each.name(), each.description())),
                        Stream.of("", "Contenders:"),
                        Contenders.all().stream().map(each -> "  " + each.name()))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<Workload> chosen(Options options) {
        List<String> names = options.workloads().isEmpty() ? Workloads.of(options.length()) : options.workloads();
        return pick(names, Workloads.all(), Workload::name);
    }

    private static List<ContenderKind> contenders(Options options) {
        List<String> names = options.contenders().isEmpty() ? Contenders.of(options.length()) : options.contenders();
        return pick(names, Contenders.all(), ContenderKind::name);
    }

    private static <T> List<T> pick(List<String> names, List<T> all, Function<T, String> name) {
        List<String> known = all.stream().map(name).toList();
        names.stream().filter(each -> !known.contains(each)).findFirst().ifPresent(each -> {
            throw new IllegalArgumentException("there is no " + each + ", only " + String.join(", ", known));
        });
        return all.stream().filter(each -> names.contains(name.apply(each))).toList();
    }
}
