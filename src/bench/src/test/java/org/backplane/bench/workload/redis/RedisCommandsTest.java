package org.backplane.bench.workload.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisCommandsTest {

    private static RedisCommands parse(String... lines) {
        return RedisCommands.parse("# Commandstats\r\n" + String.join("\r\n", lines));
    }

    @Test
    void areCountedByNameWithoutTheQuestionItself() {
        RedisCommands before =
                parse("cmdstat_info:calls=1,usec=9", "cmdstat_evalsha:calls=5,usec=10,usec_per_call=2.00");
        RedisCommands after = parse(
                "cmdstat_info:calls=2,usec=9",
                "cmdstat_evalsha:calls=7,usec=10",
                "cmdstat_client|setname:calls=1,usec=3");

        assertThat(after.since(before))
                .containsOnlyKeys("redis.evalsha", "redis.client|setname", "redisCommands")
                .containsEntry("redis.evalsha", 2.0)
                .containsEntry("redisCommands", 3.0);
    }

    @Test
    void commandsOfScriptsAreListedApartFromThoseSent() {
        RedisCommands after = parse(
                "cmdstat_evalsha:calls=1,usec=9",
                "cmdstat_subscribe:calls=1,usec=9",
                "cmdstat_hmget:calls=1,usec=9",
                "cmdstat_xrange:calls=4,usec=9",
                "cmdstat_publish:calls=1,usec=9");

        assertThat(after.since(parse()))
                .containsEntry("redis.xrange", 4.0)
                .containsEntry("redis.publish", 1.0)
                .containsEntry("redisCommands", 2.0);
    }
}
