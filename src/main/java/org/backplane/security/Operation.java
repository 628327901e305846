package org.backplane.security;

/** What a user can ask of a channel, and an {@link Authorizer} can allow or refuse. */
public enum Operation {
    /** To be told what happens in it. */
    SUBSCRIBE,
    /** To put a message in it, stored or transient. */
    PUBLISH,
    /** To put a message in the inbox that the channel is. */
    SEND,
    /** To read what was said before. */
    HISTORY,
    /** To be told who is in it. */
    MEMBERS,
    /** To read its state documents. */
    STATE,
    /** To write a state document. */
    SET
}
