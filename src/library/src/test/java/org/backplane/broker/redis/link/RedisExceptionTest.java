package org.backplane.broker.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.script.ErrorReply.Meaning;
import org.backplane.broker.redis.script.RedisCommand;
import org.backplane.config.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Each failure of Jedis becomes the one failure of ours that stands for it, with the same message. */
class RedisExceptionTest {

    private static ErrorReplyException error(JedisException failure) {
        return (ErrorReplyException) RedisException.of(failure);
    }

    private static ErrorReplyException moved(String host) {
        return error(new JedisMovedDataException("MOVED 7 " + host + ":6379", new HostAndPort(host, 6379), 7));
    }

    @Test
    void errorReplyKeepsItsMeaningAndItsMessage() {
        ErrorReplyException error = error(new JedisAccessControlException("NOPERM no right"));

        assertThat(error).hasMessage("NOPERM no right");
        assertThat(error.reply().meaning()).isEqualTo(Meaning.NOT_PERMITTED);
        assertThat(error.moved()).isEmpty();
    }

    @Test
    void unknownScriptIsRecognized() {
        assertThat(error(new JedisNoScriptException("NOSCRIPT No matching script. Please use EVAL."))
                        .reply()
                        .isUnknownScript())
                .isTrue();
    }

    @Test
    void movedSlotNamesItsServerIfTheErrorDoes() {
        assertThat(moved("10.0.0.1").moved().flatMap(MovedSlot::server)).contains(new HostPort("10.0.0.1", 6379));
        assertThat(moved("").moved()).map(MovedSlot::slot).contains(7);
        assertThat(moved("").moved().flatMap(MovedSlot::server)).isEmpty();
    }

    @Test
    void anyOtherFailureIsOfTheLink() {
        assertThat(RedisException.of(new JedisConnectionException("Connection reset")))
                .isInstanceOf(LinkUnusableException.class)
                .hasMessage("Connection reset");
        assertThat(RedisException.of(new JedisException("no"))).isInstanceOf(LinkUnusableException.class);
    }

    @Test
    void errorThatConcernsEveryCallIsStillKnownToTheDiagnosis() {
        LinkUnusableException failure = new LinkUnusableException(
                error(new JedisDataException("LOADING Redis is loading the dataset in memory")));

        assertThat(LinkFailure.of(failure).problem()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(RedisCommand.class)
    void everyCommandIsOneOfJedis(RedisCommand command) {
        assertThat(Command.valueOf(command.name()).getRaw()).asString(UTF_8).isEqualTo(command.name());
    }
}
