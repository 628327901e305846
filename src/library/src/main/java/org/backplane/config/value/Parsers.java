package org.backplane.config.value;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Parsers that settings share: numbers, rates, booleans, lists and text. */
public final class Parsers {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private Parsers() {}

    public static Parser<Integer> integer(int min, int max) {
        String complaint = "is not a whole number from " + min + " to " + max;
        return text -> digits(text, min, max, complaint);
    }

    /** Returns a parser of limits; {@code off} is parsed as empty. */
    public static Parser<OptionalInt> integerOrOff(int min, int max) {
        String complaint = "is not off, nor a whole number from " + min + " to " + max;
        return text -> text.equals("off") ? OptionalInt.empty() : OptionalInt.of(digits(text, min, max, complaint));
    }

    /** Returns a parser of rates per second: {@code 50/s} or {@code 50}. */
    public static Parser<Integer> rate(int min, int max) {
        String complaint = "is not a rate from " + min + "/s to " + max + "/s";
        return text -> digits(
                text.endsWith("/s") ? text.substring(0, text.length() - 2).strip() : text, min, max, complaint);
    }

    private static int digits(String text, int min, int max, String complaint) {
        require(DIGITS.matcher(text).matches(), complaint);
        long number = Long.parseLong(text);
        require(number >= min && number <= max, complaint);
        return (int) number;
    }

    public static Parser<Boolean> claim() {
        return text -> {
            require(text.equals("true") || text.equals("false"), "is not true or false");
            return text.equals("true");
        };
    }

    public static Parser<String> text(String pattern, String complaint) {
        return text(Pattern.compile(pattern).asMatchPredicate(), complaint);
    }

    public static Parser<String> text(Predicate<String> allowed, String complaint) {
        return text -> {
            require(allowed.test(text), complaint);
            return text;
        };
    }

    /** Returns a parser of items separated by commas or white space; an empty text is an empty list. */
    public static <T> Parser<List<T>> list(Parser<T> item) {
        return text -> Arrays.stream(SEPARATOR.split(text))
                .filter(part -> !part.isEmpty())
                .map(item::parse)
                .toList();
    }

    public static void require(boolean claim, String complaint) {
        if (!claim) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
