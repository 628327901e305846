/** The links of a node to a Redis that is one server. */
@NullMarked
package org.backplane.broker.redis.server;

import org.jspecify.annotations.NullMarked;
