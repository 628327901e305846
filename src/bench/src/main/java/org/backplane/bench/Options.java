package org.backplane.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.backplane.bench.workload.Length;

/**
 * What the command line asks for.
 *
 * @param workloads names; empty for what the length suggests
 * @param contenders names; empty for all
 * @param repetitions empty for what the length suggests
 * @param isHelp whether only the usage is to be shown
 */
record Options(
        Length length, List<String> workloads, List<String> contenders, Optional<Integer> repetitions, boolean isHelp) {

    static final String USAGE = """
            Usage: ./bench [--quick | --full] [--only W1,W2] [--contenders a,b]
                           [--repetitions N] [--help]

            Measures what a delivered message costs Backplane, and what others would
            cost, side by side on this machine. Writes a table, charts and the raw rows
            to target/bench.

              --quick          W1 and W2 once, without the bridge of the tutorials: about
                               four minutes, on JVMs that still compile; the default
              --full           everything, five repetitions: about an hour and a half
              --only           these workloads only
              --contenders     these systems only
              --repetitions    how often each is measured, in turn with the others
            """;

    Options {
        workloads = List.copyOf(workloads);
        contenders = List.copyOf(contenders);
    }

    /** @throws IllegalArgumentException if there is an argument that means nothing */
    static Options parse(List<String> arguments) {
        Options options = new Options(Length.QUICK, List.of(), List.of(), Optional.empty(), false);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            options = switch (argument) {
                case "--quick" -> options.with(Length.QUICK);
                case "--full" -> options.with(Length.FULL);
                case "--only" -> options.withWorkloads(list(argument, rest));
                case "--contenders" -> options.withContenders(list(argument, rest));
                case "--repetitions" -> options.withRepetitions(number(argument, rest));
                case "--help", "-h" -> options.forHelp();
                default -> throw new IllegalArgumentException("unknown argument: " + argument);
            };
        }
        return options;
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static List<String> list(String argument, Iterator<String> rest) {
        List<String> names = new ArrayList<>();
        for (String name : value(argument, rest).split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private static int number(String argument, Iterator<String> rest) {
        String value = value(argument, rest);
        if (!value.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException(argument + " needs a number from 1 to 999, not " + value);
        }
        return Integer.parseInt(value);
    }

    private Options with(Length other) {
        return new Options(other, workloads, contenders, repetitions, isHelp);
    }

    private Options withWorkloads(List<String> names) {
        return new Options(length, names, contenders, repetitions, isHelp);
    }

    private Options withContenders(List<String> names) {
        return new Options(length, workloads, names, repetitions, isHelp);
    }

    private Options withRepetitions(int number) {
        return new Options(length, workloads, contenders, Optional.of(number), isHelp);
    }

    private Options forHelp() {
        return new Options(length, workloads, contenders, repetitions, true);
    }
}
