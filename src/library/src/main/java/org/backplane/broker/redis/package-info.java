/** The broker that makes several nodes one, over Redis. */
@NullMarked
package org.backplane.broker.redis;

import org.jspecify.annotations.NullMarked;
