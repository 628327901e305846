package org.backplane.security;

/** What a user can ask of a channel, and an {@link Authorizer} can allow or refuse. */
public enum Operation {
    /** To be told what happens in it. */
    SUBSCRIBE("listen"),
    /** To put a message in it, stored or transient. */
    PUBLISH("write"),
    /** To put a message in the inbox that the channel is. */
    SEND("send"),
    /** To read what was said before, and what was missed. */
    HISTORY("read what was said before"),
    /** To be told who is in it. */
    MEMBERS("see who is"),
    /** To read its state documents. */
    STATE("read the state"),
    /** To write a state document. */
    SET("change the state");

    private final String verb;

    Operation(String verb) {
        this.verb = verb;
    }

    /** What somebody does who does it. */
    String verb() {
        return verb;
    }
}
