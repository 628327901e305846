/** The commands and Lua scripts of the Redis broker, the keys they work on, and how their replies are read. */
@NullMarked
package org.backplane.broker.redis.script;

import org.jspecify.annotations.NullMarked;
