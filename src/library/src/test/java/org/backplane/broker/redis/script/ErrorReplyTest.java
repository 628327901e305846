package org.backplane.broker.redis.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.broker.redis.script.ErrorReply.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Tests the meaning of errors in the wording of several versions of Redis. */
class ErrorReplyTest {

    @ParameterizedTest
    @CsvFileSource(
            resources = "/org/backplane/broker/redis/error-replies.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1_000)
    void meaningDoesNotDependOnTheVersionOrOnAScript(String server, String word, Meaning meaning, String error) {
        ErrorReply reply = ErrorReply.of(error);

        assertThat(reply.word()).as(server).isEqualTo(word);
        assertThat(reply.meaning()).as(server).isEqualTo(meaning);
        assertThat(reply.text())
                .as(server)
                .doesNotContain("user_script", "call to f_")
                .doesNotEndWith(".");
    }

    @Test
    void everyServerProblemConcernsMoreThanOneCall() {
        for (ServerProblem problem : ServerProblem.values()) {
            ErrorReply reply = ErrorReply.of(problem.name() + " as Redis words it");

            assertThat(reply.problem()).contains(problem);
            assertThat(reply.meaning()).isIn(Meaning.LINK_UNUSABLE, Meaning.WRITES_REFUSED, Meaning.ELSEWHERE);
            assertThat(problem.text()).startsWith(problem.name() + " ");
        }
    }

    @Test
    void errorWithoutTextConcernsOneCall() {
        assertThat(ErrorReply.of("")).isEqualTo(new ErrorReply(Meaning.CALL_REFUSED, "ERR", ""));
    }

    @Test
    void wordInTheMiddleOfTheTextIsIgnored() {
        assertThat(ErrorReply.of("ERR unknown command 'OOM', with args beginning with: 'READONLY'")
                        .meaning())
                .isEqualTo(Meaning.CALL_REFUSED);
    }
}
