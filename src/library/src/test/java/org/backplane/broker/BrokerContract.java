package org.backplane.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The contract of every broker, as tests. An implementation passes if its subclass does. */
@Timeout(120)
public abstract class BrokerContract
        implements PublishContract,
                BeginningContract,
                IdempotencyContract,
                OrderContract,
                RecoveryContract,
                HistoryContract,
                ExpiryContract,
                SubscriptionContract,
                StateContract,
                PresenceContract,
                ChannelNameContract,
                NodesContract,
                ClosingContract {

    private final Deque<BrokerNodes> clusters = new ArrayDeque<>();

    /**
     * Starts nodes over an empty store of their own.
     *
     * @param settings values by name, where they are not the defaults
     */
    protected abstract BrokerNodes start(Map<String, String> settings);

    @Override
    public final BrokerNodes brokers(String... settings) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        BrokerNodes brokers = start(values);
        clusters.push(brokers);
        return brokers;
    }

    @AfterEach
    final void endClusters() {
        while (!clusters.isEmpty()) {
            clusters.pop().close();
        }
    }
}
