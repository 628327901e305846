package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backplane.broker.redis.command.CircuitBreaker.State;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.LinkLog;
import org.junit.jupiter.api.Test;

/** Every transition of the breaker of a link, and what it reports. */
class CircuitBreakerTest {

    private final LinkLog log = new LinkLog("redis.example:6379");
    private final CircuitBreaker breaker = new CircuitBreaker("commands", log);

    private void fail() {
        breaker.failed(LinkFailure.ofNode("injected"));
    }

    private void assertState(State state) {
        assertThat(breaker.state()).isEqualTo(state);
        assertThat(breaker.isClosed()).isEqualTo(state == State.CLOSED);
        assertThat(breaker.isStopped()).isEqualTo(state == State.STOPPED);
        assertThat(breaker.outage().equals(Duration.ZERO)).isEqualTo(state == State.CLOSED);
    }

    @Test
    void beginsClosedAndStaysSoWhileExchangesSucceed() {
        assertState(State.CLOSED);

        breaker.begin();
        breaker.attempt();
        breaker.succeeded();

        assertState(State.CLOSED);
        assertThat(log.problem()).isEmpty();
    }

    @Test
    void failureOpensAndIsReported() {
        fail();

        assertState(State.OPEN);
        assertThat(log.problem()).isEqualTo("injected");
    }

    @Test
    void attemptAfterAFailureIsHalfOpenAndClosesIfItSucceeds() {
        fail();

        breaker.attempt();
        assertState(State.HALF_OPEN);

        breaker.succeeded();
        assertState(State.CLOSED);
        assertThat(log.problem()).isEmpty();
    }

    @Test
    void attemptThatFailsOpensAgainAndTheOutageIsTheSame() {
        fail();
        breaker.attempt();
        Duration before = breaker.outage();

        fail();

        assertState(State.OPEN);
        assertThat(breaker.outage()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void failureThatAnotherLinkReportsOpensWithoutAReport() {
        breaker.trip();

        assertState(State.OPEN);
        assertThat(log.problem()).isEmpty();
    }

    @Test
    void endOfTheThreadStopsUntilItRunsAgainAndAnAttemptSucceeds() {
        breaker.stop(LinkFailure.ofNode("the thread that writes has ended"));
        assertState(State.STOPPED);
        assertThat(log.problem()).isEqualTo("the thread that writes has ended");

        breaker.trip();
        breaker.attempt();
        assertState(State.STOPPED);

        breaker.begin();
        assertState(State.OPEN);

        breaker.attempt();
        breaker.succeeded();
        assertState(State.CLOSED);
        assertThat(log.problem()).isEmpty();
    }

    @Test
    void expectedEndIsNoOutage() {
        breaker.stop();

        assertThat(breaker.isStopped()).isTrue();
        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.outage()).isZero();
        assertThat(log.problem()).isEmpty();
    }
}
