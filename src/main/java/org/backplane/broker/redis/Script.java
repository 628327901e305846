package org.backplane.broker.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Lua scripts, one resource each beside this class, some with others as their beginning. */
enum Script {
    APPEND("channel"),
    RECOVER("channel"),
    HISTORY("channel"),
    SNAPSHOT("channel"),
    CHECK("channel"),
    SET("channel"),
    PRESENCE("channel", "membership"),
    MEMBERS("channel", "membership"),
    HEARTBEAT,
    NOTE,
    NODES,
    MANY_RECOVER(RECOVER),
    MANY_SNAPSHOT(SNAPSHOT),
    MANY_CHECK(CHECK);

    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
    private final byte[] sha;

    Script(String... beginning) {
        source = Stream.of(beginning).map(Script::read).collect(Collectors.joining())
                + read(name().toLowerCase(Locale.ROOT));
        sha = sha(source);
    }

    /** What another script does for one channel, for many. */
    Script(Script one) {
        source = "local function one(KEYS, ARGV)\n" + one.source + "end\n" + read("many");
        sha = sha(source);
    }

    /** The script that does for many channels of one server what this one does for one, if there is such. */
    Optional<Script> ofMany() {
        return switch (this) {
            case RECOVER -> Optional.of(MANY_RECOVER);
            case SNAPSHOT -> Optional.of(MANY_SNAPSHOT);
            case CHECK -> Optional.of(MANY_CHECK);
            default -> Optional.empty();
        };
    }

    /** Whether its first argument of its own is a number that the writer gives. */
    boolean isNumbered() {
        return this == APPEND || this == SET;
    }

    /** What SCRIPT LOAD takes. */
    byte[] source() {
        return RedisKeys.bytes(source);
    }

    /** What EVALSHA takes; not to be changed. */
    byte[] sha() {
        return sha;
    }

    private static String read(String name) {
        try (InputStream lua = Script.class.getResourceAsStream(name + ".lua")) {
            if (lua == null) {
                throw new IllegalStateException("the script " + name + ".lua is not in the archive");
            }
            return new String(lua.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha(String source) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-1").digest(RedisKeys.bytes(source));
            return RedisKeys.bytes(HexFormat.of().formatHex(sha));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
