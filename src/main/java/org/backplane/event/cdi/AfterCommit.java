package org.backplane.event.cdi;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts actions off until the calling thread's transaction has been committed.
 *
 * <p>One synchronization per transaction, with a list, and not one per action: after the commit WildFly 39 calls
 * synchronizations in the opposite order of their registration, Payara 6 in the same one. That also speaks against
 * transactional observers, each of whose notifications is a synchronization of its own on both; they would also have to
 * be told of the event a second time, after it was mapped.
 *
 * <p>Thread-safe: the registry goes by the transaction of the calling thread, whatever naming context that has.
 */
public final class AfterCommit {

    private final TransactionSynchronizationRegistry registry;

    public AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Runs an action after the commit, or at once if there is no transaction or it is over; never if it is rolled back. The
     * actions of one transaction run in the order of these calls, on the thread that completes the transaction.
     *
     * @throws IllegalStateException if the transaction is just being completed
     */
    void run(Runnable action) {
        switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> action.run();
            case Status.STATUS_MARKED_ROLLBACK -> {
                // WildFly takes no synchronization any more, and there will be no commit to wait for.
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

    /** What one transaction has put off; only its thread adds, and it is completed by one. */
    private record Actions(List<Runnable> list) implements Synchronization {

        void add(Runnable action) {
            list.add(action);
        }

        @Override
        public void beforeCompletion() {
            // Whether there is a commit is not known yet.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                list.forEach(Runnable::run);
            }
        }
    }
}
