package org.backplane.hub.limit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.backplane.security.RateLimit;

/**
 * One channel's share of the {@linkplain CreationBudget budget}, taken before it is known whether the broker will begin
 * the channel: kept if it does, else given back. Thread-safe; what is decided first counts.
 */
public final class CreationCharge {

    /** For a channel that is known to be there, and for whoever is not limited. */
    public static final CreationCharge NONE = new CreationCharge(List.of());

    private final List<RateLimit> limits;
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param limits from each of which one token was taken */
    CreationCharge(List<RateLimit> limits) {
        this.limits = List.copyOf(limits);
    }

    /** Keeps what was taken if the channel has begun, else gives it back. */
    public void settle(boolean begun) {
        if (settled.compareAndSet(false, true) && !begun) {
            limits.forEach(RateLimit::giveBack);
        }
    }

    /** The channel was there, or nobody began it. */
    public void giveBack() {
        settle(false);
    }

    /**
     * Asks the broker something, and settles by what it answers; where it fails, the channel is taken as not begun.
     *
     * @param begun whether the channel began, by the broker's answer
     * @return the broker's answer, once this is settled
     */
    public <T> CompletionStage<T> settledBy(Supplier<CompletionStage<T>> broker, Predicate<T> begun) {
        if (limits.isEmpty()) {
            return broker.get();
        }
        try {
            return broker.get().whenComplete((answer, failure) -> settle(failure == null && begun.test(answer)));
        } catch (RuntimeException notAsked) {
            giveBack();
            throw notAsked;
        }
    }
}
