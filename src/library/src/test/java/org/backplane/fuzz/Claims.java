package org.backplane.fuzz;

import java.util.Optional;
import java.util.function.Supplier;

/** How the fuzzers say what must be true; an {@code AssertionError} is a finding. */
public final class Claims {

    private Claims() {}

    /** It must be so. */
    public static void require(boolean claim, String what) {
        if (!claim) {
            throw new AssertionError("not so: " + what);
        }
    }

    /** The value; empty if it was refused. Nothing but this kind of exception may be thrown, and its message is plain. */
    public static <T> Optional<T> onlyRefuses(Class<? extends RuntimeException> kind, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (RuntimeException refusal) {
            if (!kind.isInstance(refusal)) {
                throw new AssertionError("documented is " + kind.getSimpleName(), refusal);
            }
            isPlain(String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }

    /** It can stand in a log: one line of printable ASCII, not too long. */
    public static void isPlain(String text) {
        require(text.length() < 2000 && text.chars().allMatch(c -> c >= ' ' && c <= '~'), "plain: " + text);
    }
}
