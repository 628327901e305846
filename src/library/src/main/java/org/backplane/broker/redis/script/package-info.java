/** The commands and Lua scripts of the Redis broker, the keys they use, and the parsers of their replies. */
@NullMarked
package org.backplane.broker.redis.script;

import org.jspecify.annotations.NullMarked;
