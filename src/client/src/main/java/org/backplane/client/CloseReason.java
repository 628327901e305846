package org.backplane.client;

/**
 * Why a connection ended.
 *
 * @param code the close code of RFC 6455, section 7.4: that of the peer's close frame; {@link #BROKEN} if none came
 * @param reason the text of the close frame, or what broke the connection; for people, may be empty
 */
public record CloseReason(int code, String reason) {

    /** The code of a connection that ended as agreed. */
    public static final int NORMAL = 1000;

    /** The code of a connection that ended without a close frame. */
    public static final int BROKEN = 1006;

    /** The code of a connection that this client dropped because a frame was too long. */
    public static final int TOO_LONG = 1009;
}
