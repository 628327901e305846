package org.backplane.event;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one thread. After a commit, synchronizations are called in the opposite order of registration, as by
 * WildFly.
 */
public final class FakeTransactions implements TransactionSynchronizationRegistry {

    private int status = Status.STATUS_NO_TRANSACTION;
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private final Map<Object, Object> resources = new HashMap<>();

    public void begin() {
        status = Status.STATUS_ACTIVE;
    }

    public void commit() {
        end(Status.STATUS_COMMITTED);
    }

    public void rollback() {
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int outcome) {
        status = outcome;
        for (int i = synchronizations.size() - 1; i >= 0; i--) {
            synchronizations.get(i).afterCompletion(outcome);
        }
        synchronizations.clear();
        resources.clear();
        status = Status.STATUS_NO_TRANSACTION;
    }

    public void become(int other) {
        status = other;
    }

    public int registered() {
        return synchronizations.size();
    }

    @Override
    public int getTransactionStatus() {
        return status;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("status " + status);
        }
        synchronizations.add(synchronization);
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
        return resources.get(key);
    }

    @Override
    public void setRollbackOnly() {
        status = Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public boolean getRollbackOnly() {
        return status == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public @Nullable Object getTransactionKey() {
        return status == Status.STATUS_NO_TRANSACTION ? null : this;
    }
}
