/** Opens connections to Redis, with one deadline for all that takes, and says why one could not be opened. */
@NullMarked
package org.backplane.broker.redis.link;

import org.jspecify.annotations.NullMarked;
