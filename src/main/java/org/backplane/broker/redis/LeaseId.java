package org.backplane.broker.redis;

/**
 * Under what name a node's members stand in Redis. A node whose lease ran out goes on under the next one, so that what is
 * still done to the old one cannot harm the new.
 *
 * @param node the id of the node
 * @param number how many leases the node had before
 */
record LeaseId(String node, int number) {

    LeaseId next() {
        return new LeaseId(node, number + 1);
    }

    @Override
    public String toString() {
        return number == 0 ? node : node + "." + number;
    }
}
