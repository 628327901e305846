package org.backplane.faults;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a conversation when the link between the nodes and Redis breaks: nothing is lost, doubled or reordered. */
@FaultTest
class RedisFaultsIT {

    private final FaultCluster cluster;
    private final Conversation conversation;

    RedisFaultsIT(FaultCluster cluster) {
        this.cluster = cluster;
        this.conversation = new Conversation(cluster);
    }

    @AfterEach
    void end() {
        conversation.close();
    }

    @Test
    void cutCommandsCostNothing() {
        for (int cut = 0; cut < 5; cut++) {
            cluster.redis().cutClients();
            conversation.goesOn();
        }
        conversation.endsClean();
    }

    @Test
    void cutSubscriptionsCostNothing() {
        for (int cut = 0; cut < 5; cut++) {
            cluster.redis().cutSubscribers();
            conversation.goesOn();
        }
        conversation.endsClean();
    }
}
