/** The links of a node to a Redis Cluster, and which server has which slot. */
@NullMarked
package org.backplane.broker.redis.cluster;

import org.jspecify.annotations.NullMarked;
