package org.backplane.broker.redis.command;

/** Sends commands to Redis, whichever server they are for. Thread-safe; no caller is blocked. */
public interface Commands {

    /** Sends what changes something. */
    Writer writer();

    /** Sends what only reads. */
    Reader reader();
}
