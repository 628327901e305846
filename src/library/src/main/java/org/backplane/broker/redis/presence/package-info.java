/** The members of channels in Redis: node leases, the members under each lease, and the removal of dead nodes. */
@NullMarked
package org.backplane.broker.redis.presence;

import org.jspecify.annotations.NullMarked;
