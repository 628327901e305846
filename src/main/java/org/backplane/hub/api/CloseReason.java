package org.backplane.hub.api;

/**
 * Why the server ends a connection, as a WebSocket close code and a text for people.
 *
 * <p>After 1001, 1012, 4000, 4008 and 4029 a client comes back, with jittered back-off, and loses nothing; after 1008 it
 * does not.
 */
public enum CloseReason {
    /** The client said good-bye, or nobody knows why the connection ended. Never sent. */
    GONE(1001, "gone"),
    /** The first line was no {@code hello}, or there was none in time. */
    NO_HELLO(1008, "no hello"),
    /** The handshake went round what checks it, by a path spelled otherwise. */
    WRONG_PATH(1008, "wrong path"),
    /** Who comes in here must have logged in. */
    NO_LOGIN(1008, "login needed"),
    /** The login is in no role that may come in. */
    NO_ROLE(1008, "role needed"),
    /** The user logged out, or his session expired. */
    LOGIN_ENDED(1008, "login ended"),
    /** Too many connections of this user or from this address. */
    TOO_MANY_CONNECTIONS(4029, "too many connections"),
    /** Application code wants the user out. */
    DISCONNECTED(1008, "disconnected"),
    /** A frame was larger than eight times {@code message/max-bytes}. */
    FRAME_TOO_LARGE(1009, "frame too large"),
    /** The application is going down, perhaps to come up again. */
    RESTART(1012, "service restart"),
    /** Nothing was received for twice {@code connection/ping}. */
    IDLE(4000, "idle"),
    /** The client did not read fast enough. */
    SLOW(4008, "too slow"),
    /** The client went on over its rate. */
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

    /** What people read: ASCII, short enough for a close frame. */
    public String text() {
        return text;
    }
}
