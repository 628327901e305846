package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.List;
import org.backplane.event.FakeTransactions;
import org.junit.jupiter.api.Test;

class AfterCommitTest {

    private final FakeTransactions transactions = new FakeTransactions();
    private final AfterCommit afterCommit = new AfterCommit(transactions);
    private final List<String> done = new ArrayList<>();

    @Test
    void withoutTransactionTheActionRunsAtOnce() {
        run("a");

        assertThat(done).containsExactly("a");
    }

    @Test
    void actionsWaitForTheCommitAndKeepTheirOrder() {
        transactions.begin();
        run("a");
        run("b");
        run("c");
        assertThat(done).isEmpty();

        transactions.commit();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void oneTransactionHasOneSynchronization() {
        transactions.begin();
        run("a");
        run("b");

        assertThat(transactions.registered()).isEqualTo(1);
    }

    @Test
    void afterRollbackNothingRuns() {
        transactions.begin();
        run("a");
        transactions.rollback();

        assertThat(done).isEmpty();
    }

    @Test
    void transactionMarkedForRollbackRunsNothing() {
        transactions.begin();
        transactions.setRollbackOnly();
        run("a");
        transactions.rollback();

        assertThat(done).isEmpty();
    }

    @Test
    void actionsOfRolledBackTransactionDoNotComeWithTheNextOne() {
        transactions.begin();
        run("lost");
        transactions.rollback();
        transactions.begin();
        run("kept");
        transactions.commit();

        assertThat(done).containsExactly("kept");
    }

    @Test
    void actionAfterTheCommitRunsAtOnce() {
        transactions.begin();
        afterCommit.run(() -> run("late"));
        transactions.commit();

        assertThat(done).containsExactly("late");
    }

    @Test
    void actionDuringCompletionThrows() {
        transactions.begin();
        transactions.become(Status.STATUS_COMMITTING);

        assertThatIllegalStateException().isThrownBy(() -> run("a"));
    }

    private void run(String what) {
        afterCommit.run(() -> done.add(what));
    }
}
