package org.backplane.bench;

/** The command {@code ./bench}: runs workloads against contenders, in turn, and reports. */
public final class Bench {

    private Bench() {}

    /** See {@code --help}. */
    public static void main(String... arguments) {
        if (arguments.length > 0) {
            throw new IllegalArgumentException(arguments[0]);
        }
    }
}
