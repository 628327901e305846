package org.backplane.event.cdi;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Defers actions until the transaction of the calling thread has been committed.
 *
 * <p>Registers one synchronization with a list per transaction, not one per action: after a commit, WildFly 39 calls
 * synchronizations in the opposite order of their registration, Payara 6 in the same order. Transactional observers of CDI are
 * not used for this reason too: on both servers each of their notifications is a synchronization. They would also need the
 * event a second time after it was mapped.
 *
 * <p>Thread-safe: the registry uses the transaction of the calling thread, which needs no naming context.
 */
public final class AfterCommit {

    private final TransactionSynchronizationRegistry registry;

    public AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Runs an action after the commit, or at once without a transaction or after its end; never after a rollback. The
     * actions of one transaction run in the order of these calls, on the thread that completes the transaction.
     *
     * @throws IllegalStateException if the transaction is being completed
     */
    void run(Runnable action) {
        switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> action.run();
            case Status.STATUS_MARKED_ROLLBACK -> {
                // WildFly accepts no synchronization any more, and there will be no commit.
            }
            default -> actions().add(action);
        }
    }

    private Actions actions() {
        Object known = registry.getResource(this);
        if (known instanceof Actions actions) {
            return actions;
        }
        Actions actions = new Actions(new ArrayList<>());
        registry.registerInterposedSynchronization(actions);
        registry.putResource(this, actions);
        return actions;
    }

    /**
     * The deferred actions of one transaction. Only the thread of the transaction adds actions, and one thread completes it.
     */
    private record Actions(List<Runnable> list) implements Synchronization {

        void add(Runnable action) {
            list.add(action);
        }

        @Override
        public void beforeCompletion() {
            // It is not known yet whether the transaction will be committed.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                list.forEach(Runnable::run);
            }
        }
    }
}
