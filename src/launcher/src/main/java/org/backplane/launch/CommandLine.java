package org.backplane.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** Reads the words of a command line one after the other: {@code --name value} and {@code --name=value} are the same. */
final class CommandLine {
    private final Deque<String> words = new ArrayDeque<>();

    CommandLine(String... args) {
        for (var arg : args) {
            int equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 0) {
                words.add(arg.substring(0, equals));
                words.add(arg.substring(equals + 1));
            } else {
                words.add(arg);
            }
        }
    }

    boolean hasNext() {
        return !words.isEmpty();
    }

    /** Returns the next word, which must be an option. */
    String option() {
        return words.remove();
    }

    /** @throws UsageException if the line ends after the option */
    String value(String option) {
        if (words.isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return words.remove();
    }

    /** @throws UsageException if the value is not a whole number from {@code low} to {@code high} */
    int number(String option, int low, int high) {
        var value = value(option);
        try {
            int number = Integer.parseInt(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for a number out of range.
        }
        throw new UsageException(option + " takes a number from " + low + " to " + high + ", not \"" + value + "\"");
    }

    static UsageException unknown(String option) {
        return new UsageException("unknown option " + option);
    }
}
