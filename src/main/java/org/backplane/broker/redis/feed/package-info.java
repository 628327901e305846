/** What this node hears of its channels by pub/sub, brought into order and completed from what Redis stores. */
@NullMarked
package org.backplane.broker.redis.feed;

import org.jspecify.annotations.NullMarked;
