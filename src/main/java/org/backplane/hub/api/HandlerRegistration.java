package org.backplane.hub.api;

/** Application code's listening to a channel, kept up until it is closed, through every absence of the broker. */
public interface HandlerRegistration extends AutoCloseable {

    /** Ends it; the handler is told nothing more soon after. */
    @Override
    void close();
}
