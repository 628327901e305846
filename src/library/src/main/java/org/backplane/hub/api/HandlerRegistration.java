package org.backplane.hub.api;

/** The subscription of a {@link ChannelHandler}. It lasts until it is closed, also while the broker cannot be reached. */
public interface HandlerRegistration extends AutoCloseable {

    /** Ends the subscription. Does not wait: calls of the handler may still run and follow for a short time. */
    @Override
    void close();
}
