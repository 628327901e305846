package org.backplane.endpoint.rest;

import org.backplane.monitor.NodeStatus;

/** What the status of a node says, as {@code api/status} sends it. */
public final class StatusText {

    private StatusText() {}

    /** For everybody, then for an administrator. */
    public static String of(NodeStatus status) {
        return StatusJson.brief(status.broker()) + "\n" + StatusJson.full(status);
    }
}
