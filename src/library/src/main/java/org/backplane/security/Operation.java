package org.backplane.security;

/** The operations of users on a channel that an {@link Authorizer} allows or refuses. */
public enum Operation {
    /** Subscribe to the channel. */
    SUBSCRIBE("listen"),
    /** Publish a message, stored or transient. */
    PUBLISH("write"),
    /** Send a message to an inbox. */
    SEND("send"),
    /** Read earlier messages, and recover missed ones. */
    HISTORY("read what was said before"),
    /** Read the members. */
    MEMBERS("see who is"),
    /** Read the state documents. */
    STATE("read the state"),
    /** Write a state document. */
    SET("change the state");

    private final String verb;

    Operation(String verb) {
        this.verb = verb;
    }

    /** Returns the verb that completes "the rules do not let you …". */
    String verb() {
        return verb;
    }
}
