package org.backplane.broker;

import org.backplane.message.ChannelName;

/** What the parts of {@link BrokerContract} share. */
interface ContractFixture {

    /** The channel of most tests; every test has a store of its own. */
    ChannelName HOME = new ChannelName("home");

    /**
     * Starts nodes that end with the test.
     *
     * @param settings names and values alternately, for settings that differ from the defaults
     */
    BrokerNodes brokers(String... settings);
}
