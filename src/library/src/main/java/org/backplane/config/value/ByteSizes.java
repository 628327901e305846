package org.backplane.config.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes in bytes: {@code 32 KiB}, {@code 1MiB}, {@code 1048576}. */
public final class ByteSizes {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(|b|kib|mib|gib)");

    private ByteSizes() {}

    /** Returns a parser of sizes within bounds that fit an {@code int}. */
    public static Parser<Integer> between(String min, String max) {
        int least = Math.toIntExact(bytes(min, "is no size"));
        int most = Math.toIntExact(bytes(max, "is no size"));
        String complaint = "is not a size from " + min + " to " + max + " (like 32 KiB, 1 MiB, 1048576)";
        return text -> {
            long size = bytes(text, complaint);
            Parsers.require(size >= least && size <= most, complaint);
            return (int) size;
        };
    }

    /** Returns a parser of sizes without an upper bound. */
    public static Parser<Long> atLeast(String min) {
        long least = bytes(min, "is no size");
        String complaint = "is not a size of at least " + min + " (like 64 MiB, 1 GiB, 1048576)";
        return text -> {
            long size = bytes(text, complaint);
            Parsers.require(size >= least, complaint);
            return size;
        };
    }

    /** Returns a quarter of the maximum heap of this JVM, in whole MiB. */
    public static String quarterOfHeap() {
        return Math.max(1, Runtime.getRuntime().maxMemory() >> 22) + " MiB";
    }

    private static long bytes(String text, String complaint) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        Parsers.require(size.matches(), complaint);
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), factor(size.group(2)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(complaint, e);
        }
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            default -> 1;
        };
    }
}
