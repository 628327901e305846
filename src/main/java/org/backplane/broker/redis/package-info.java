/** The broker that makes several nodes one, over Redis; the only package that knows Jedis. */
@NullMarked
package org.backplane.broker.redis;

import org.jspecify.annotations.NullMarked;
