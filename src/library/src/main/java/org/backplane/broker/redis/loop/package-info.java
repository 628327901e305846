/** Repeated work of the Redis broker: loops with a thread of their own, periodic maintenance, and the pauses between attempts. */
@NullMarked
package org.backplane.broker.redis.loop;

import org.jspecify.annotations.NullMarked;
