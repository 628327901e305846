package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.Configuration;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tests what the scripts guarantee to a writer that does not know the outcome of its calls. */
class RedisLateCallTest {

    private final RedisBrokerNodes brokers = new RedisBrokerNodes();
    private final TestNode node = brokers.node("a");
    private final RedisCalls calls = new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("b"));

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void repeatedBatchIsStoredOnceWithTheSameReply() {
        String first = append(1, "m1", "m2");
        String again = append(1, "m1", "m2");

        assertThat(again).isEqualTo(first);
        assertThat(node.history(HOME, Position.NONE, 100).messages()).hasSize(2);
    }

    @Test
    void batchAfterANewerOneIsRejected() {
        append(1, "m1");
        append(3, "m3");

        assertThatThrownBy(() -> append(2, "m2"))
                .isInstanceOf(JedisDataException.class)
                .hasMessageStartingWith("STALE");
        assertThat(node.history(HOME, Position.NONE, 100).messages()).hasSize(2);
    }

    @Test
    void batchNumbersOfTwoNodesAreIndependent() {
        append(7, "m1");
        node.publish(HOME, 2);

        assertThat(node.history(HOME, Position.NONE, 100).messages()).hasSize(3);
    }

    @Test
    void stateAfterANewerOneIsRejected() {
        set(1, "1");
        set(3, "3");

        assertThatThrownBy(() -> set(2, "2"))
                .isInstanceOf(JedisDataException.class)
                .hasMessageStartingWith("STALE");
        assertThat(node.snapshot(HOME).state())
                .extracting(d -> d.value().value())
                .containsExactly("3");
    }

    @Test
    void messagesOfABatchAreOneStreamEntry() {
        append(1, "m1", "m2", "m3");

        assertThat(brokers.redis().command("XLEN", "backplane:{home}:log")).isEqualTo("1");
        assertThat(node.top(HOME).offset()).isEqualTo(3);
    }

    /** Runs the calls as their writer would. */
    private String append(long batch, String... ids) {
        List<Append> appends = new ArrayList<>();
        for (String id : ids) {
            byte[] body = ("\"id\":\"" + id + "\",\"name\":\"chat\",\"from\":{},\"data\":1}")
                    .getBytes(StandardCharsets.UTF_8);
            appends.add(new Append(new byte[0], id, body, new CompletableFuture<>()));
        }
        return RedisKeys.text(run(calls.append(HOME, appends), batch));
    }

    private void set(long number, String value) {
        run(calls.set(HOME, "topic", JsonText.parse(value), OptionalLong.empty()), number);
    }

    private Object run(Call call, long number) {
        Call.ScriptCall run = ((Call.ScriptCall) call).numbered(number);
        return brokers.redis().ask(jedis -> jedis.eval(run.script().source(), run.keys(), run.arguments()));
    }
}
