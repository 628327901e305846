package org.backplane.broker.memory;

import java.util.Map;
import org.backplane.broker.BrokerContract;
import org.backplane.broker.BrokerNodes;
import org.backplane.config.Configuration;

class MemoryBrokerTest extends BrokerContract {

    @Override
    protected BrokerNodes start(Map<String, String> settings) {
        ManualClock clock = new ManualClock();
        MemoryStore store = new MemoryStore(Configuration.of(settings), clock);
        return new BrokerNodes((node, threads) -> new MemoryBroker(node, store, threads), clock::advance);
    }
}
