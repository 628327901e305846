/** Sends commands to one Redis server: reads and writes are queued, batched, sent and repeated here. */
@NullMarked
package org.backplane.broker.redis.command;

import org.jspecify.annotations.NullMarked;
