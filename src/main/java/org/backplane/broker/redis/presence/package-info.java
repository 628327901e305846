/** Who is in which channel, in Redis: leases of nodes, members under them, and the removal of dead nodes. */
@NullMarked
package org.backplane.broker.redis.presence;

import org.jspecify.annotations.NullMarked;
