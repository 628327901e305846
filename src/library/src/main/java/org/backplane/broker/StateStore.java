package org.backplane.broker;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;

/**
 * Writes the state documents of channels; they are read with {@link MessageLog#snapshot}. Thread-safe; no method blocks.
 */
public interface StateStore {

    /**
     * Writes a state document and delivers the change to every node that is subscribed to the channel.
     *
     * @param value JSON null deletes the document
     * @param expected the version that the document must have, 0 if it must not exist; empty for any
     * @return fails with {@link BrokerUnavailableException} if the outcome is unknown
     */
    CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected);
}
