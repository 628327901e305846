/** Connections to Redis, opened with one deadline for all steps. The only package that knows Jedis. */
@NullMarked
package org.backplane.broker.redis.link;

import org.jspecify.annotations.NullMarked;
