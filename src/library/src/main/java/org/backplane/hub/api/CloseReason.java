package org.backplane.hub.api;

/**
 * Why a connection is closed, as a WebSocket close code and a text for people.
 *
 * <p>After 1001, 1012, 4000, 4008 and 4029 a client reconnects with jittered back-off and recovers its messages; after 1008 it
 * does not reconnect.
 */
public enum CloseReason {
    /** The client closed the connection, or it ended for an unknown reason. Never sent. */
    GONE(1001, "gone"),
    /** The first line was not {@code hello}, or none came in time. */
    NO_HELLO(1008, "no hello"),
    /** The handshake bypassed the filter that checks it, by another spelling of the path. */
    WRONG_PATH(1008, "wrong path"),
    /** The node requires a login. */
    NO_LOGIN(1008, "login needed"),
    /** The user has none of the roles that may connect. */
    NO_ROLE(1008, "role needed"),
    /** The user logged out, or their session expired. */
    LOGIN_ENDED(1008, "login ended"),
    /** Too many connections of this user or from this address. */
    TOO_MANY_CONNECTIONS(4029, "too many connections"),
    /** Application code disconnected the user. */
    DISCONNECTED(1008, "disconnected"),
    /** A frame was larger than eight times {@code message/max-bytes}. */
    FRAME_TOO_LARGE(1009, "frame too large"),
    /** The node stops, perhaps to start again. */
    RESTART(1012, "service restart"),
    /** Nothing was received for twice {@code connection/ping}. */
    IDLE(4000, "idle"),
    /** The client did not read fast enough. */
    SLOW(4008, "too slow"),
    /** The client continued to exceed its rate limit. */
    FLOODING(4029, "flooding");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The close code. */
    public int code() {
        return code;
    }

    /** The text for people: ASCII, short enough for a close frame. */
    public String text() {
        return text;
    }
}
