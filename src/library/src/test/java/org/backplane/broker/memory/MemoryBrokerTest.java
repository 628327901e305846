package org.backplane.broker.memory;

import java.util.Map;
import org.backplane.broker.BrokerCluster;
import org.backplane.broker.BrokerContract;
import org.backplane.config.Configuration;

class MemoryBrokerTest extends BrokerContract {

    @Override
    protected BrokerCluster start(Map<String, String> settings) {
        ManualClock clock = new ManualClock();
        MemoryStore store = new MemoryStore(Configuration.of(settings), clock);
        return new BrokerCluster((node, threads) -> new MemoryBroker(node, store, threads), clock::advance);
    }
}
