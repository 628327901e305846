/** Delivery of channels to this node: the events that pub/sub carries, ordered and completed from what Redis stores. */
@NullMarked
package org.backplane.broker.redis.feed;

import org.jspecify.annotations.NullMarked;
