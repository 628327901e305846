package org.backplane.broker.redis.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Lua scripts. Each is a resource beside this class; some are prefixed with the source of others. */
public enum Script {
    APPEND("append", "channel"),
    RECOVER("recover", "channel"),
    HISTORY("history", "existing", "channel"),
    SNAPSHOT("snapshot", "existing", "channel"),
    CHECK("check", "channel"),
    SET("set", "channel"),
    PRESENCE("presence", "channel", "membership"),
    HEARTBEAT("heartbeat"),
    NODE_CHANNELS("node_channels"),
    NODES("nodes"),
    PROBE("probe"),
    SETTINGS("settings"),
    MANY("many", List.of(RECOVER, SNAPSHOT, CHECK));

    /** Declares a variable that a script reads from Redis once, however many channels it uses. */
    private static final String SHARED = "local replication_id\n";

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<Script> reads;

    private final String body;
    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // never modified
    private final byte[] sha;

    Script(String file, String... prefixes) {
        this.reads = List.of();
        body = Stream.of(prefixes).map(Script::read).collect(Collectors.joining()) + read(file);
        source = SHARED + body;
        sha = sha(source);
    }

    /** A script that runs several reads, each for a channel of its own. */
    Script(String file, List<Script> reads) {
        this.reads = reads;
        body = this.reads.stream()
                        .map(read -> "reads['" + read.name() + "'] = function(KEYS, ARGV)\n" + read.body + "end\n")
                        .collect(Collectors.joining("", "local reads = {}\n", ""))
                + read(file);
        source = SHARED + body;
        sha = sha(source);
    }

    /** Whether {@link #MANY} can run this script. */
    public boolean isBatchable() {
        return MANY.reads.contains(this);
    }

    /** Whether the first argument of its own is a call number, which the writer sets. */
    boolean isNumbered() {
        return this == APPEND || this == SET;
    }

    /** The source, as SCRIPT LOAD takes it. */
    public byte[] source() {
        return RedisKeys.bytes(source);
    }

    /** The digest, as EVALSHA takes it; must not be modified. */
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
