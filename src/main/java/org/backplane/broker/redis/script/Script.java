package org.backplane.broker.redis.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Lua scripts, one resource each beside this class, some with others as their beginning. */
public enum Script {
    APPEND("channel"),
    RECOVER("channel"),
    HISTORY("existing", "channel"),
    SNAPSHOT("existing", "channel"),
    CHECK("channel"),
    SET("channel"),
    PRESENCE("channel", "membership"),
    HEARTBEAT,
    NOTE,
    NODES,
    PROBE,
    SETTINGS,
    MANY(RECOVER, SNAPSHOT, CHECK);

    /** What a script finds out once, however many channels it reads. */
    private static final String SHARED = "local run\n";

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
    private final List<Script> parts;

    private final String body;
    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
    private final byte[] sha;

    Script(String... beginning) {
        parts = List.of();
        body = Stream.of(beginning).map(Script::read).collect(Collectors.joining()) + read(file());
        source = SHARED + body;
        sha = sha(source);
    }

    /** What others do for one channel each, for many. */
    Script(Script first, Script... others) {
        parts = Stream.concat(Stream.of(first), Stream.of(others)).toList();
        body = parts.stream()
                        .map(one -> "reads['" + one.name() + "'] = function(KEYS, ARGV)\n" + one.body + "end\n")
                        .collect(Collectors.joining("", "local reads = {}\n", ""))
                + read(file());
        source = SHARED + body;
        sha = sha(source);
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@link #MANY} does this too. */
    public boolean isOneOfMany() {
        return MANY.parts.contains(this);
    }

    /** Whether its first argument of its own is a number that the writer gives. */
    boolean isNumbered() {
        return this == APPEND || this == SET;
    }

    /** What SCRIPT LOAD takes. */
    public byte[] source() {
        return RedisKeys.bytes(source);
    }

    /** What EVALSHA takes; not to be changed. */
    public byte[] sha() {
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
