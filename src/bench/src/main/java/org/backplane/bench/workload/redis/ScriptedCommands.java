package org.backplane.bench.workload.redis;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Script;

/** The commands that the scripts call: Redis counts those calls together with what its clients send. */
public final class ScriptedCommands {

    private static final Pattern CALL = Pattern.compile("redis\\.call\\('([A-Z]+)'");

    private ScriptedCommands() {}

    /** The names in lower case, including those by which scripts publish. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of("publish", "spublish"));
        for (Script script : Script.values()) {
            CALL.matcher(RedisKeys.text(script.source()))
                    .results()
                    .forEach(call -> names.add(call.group(1).toLowerCase(Locale.ROOT)));
        }
        return names;
    }
}
