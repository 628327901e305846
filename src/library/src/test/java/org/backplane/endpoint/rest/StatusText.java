package org.backplane.endpoint.rest;

import org.backplane.monitor.NodeStatus;

/** The status of a node in the form of {@code api/status}. */
public final class StatusText {

    private StatusText() {}

    /** Returns the summary for everybody, then the details. */
    public static String of(NodeStatus status) {
        return StatusJson.brief(status.broker()) + "\n" + StatusJson.full(status);
    }
}
