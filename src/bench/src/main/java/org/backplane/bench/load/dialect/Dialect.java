package org.backplane.bench.load.dialect;

/** How clients of one system speak: what they send once the WebSocket is open, and what the frames they receive mean. */
public sealed interface Dialect permits BackplaneDialect, PlainDialect, SocketIoDialect {

    /** The name of it. */
    String name();

    /** A newly opened connection's side of the conversation. */
    Talk talk(Subscription subscription);

    /** How a message is published by a connection to its channel. */
    Form publish(String channel, int stream);
}
