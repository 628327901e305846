package org.backplane.broker.redis.command;

/** The writer and the reader of a Redis, whether it is one server or a Cluster. Thread-safe; never blocks the caller. */
public interface Commands {

    Writer writer();

    Reader reader();
}
