package org.backplane.bench.workload;

/** When a workload is run; in this order. */
public enum Stage {
    /** Once, on servers that have just been started: what memory a connection takes is not seen where there were others before. */
    FRESH,
    /** In each repetition, on warm servers. */
    REPEATED,
    /** Once, on warm servers. */
    ONCE,
    /** Once, and starts the servers anew itself. */
    RESTARTING
}
