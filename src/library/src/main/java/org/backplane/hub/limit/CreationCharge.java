package org.backplane.hub.limit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.backplane.security.RateLimit;

/**
 * The charge of one operation to the {@linkplain CreationBudget budget}, taken before it is known whether the broker creates
 * the channel: kept if it does, else given back. Settled once, later calls have no effect. Thread-safe; no method blocks.
 */
public final class CreationCharge {

    /** For a channel that is known to exist, and for callers without a limit. */
    public static final CreationCharge NONE = new CreationCharge(List.of());

    private final List<RateLimit> limits;
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param limits one token was taken from each of them */
    CreationCharge(List<RateLimit> limits) {
        this.limits = List.copyOf(limits);
    }

    /** Keeps the charge if the channel was created, else gives it back. */
    public void settle(boolean created) {
        if (settled.compareAndSet(false, true) && !created) {
            limits.forEach(RateLimit::giveBack);
        }
    }

    /** Gives the charge back, because no channel was created. */
    public void giveBack() {
        settle(false);
    }

    /**
     * Calls the broker, and settles by its answer; after a failure, the charge is given back.
     *
     * @param created whether the answer says that the channel was created
     * @return the broker's answer, completed after the charge is settled
     */
    public <T> CompletionStage<T> settledBy(Supplier<CompletionStage<T>> broker, Predicate<T> created) {
        if (limits.isEmpty()) {
            return broker.get();
        }
        try {
            return broker.get().whenComplete((answer, failure) -> settle(failure == null && created.test(answer)));
        } catch (RuntimeException notAsked) {
            giveBack();
            throw notAsked;
        }
    }
}
