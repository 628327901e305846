/** The service-provider interface of brokers, which order messages, store history and deliver to all nodes. */
@NullMarked
package org.backplane.broker;

import org.jspecify.annotations.NullMarked;
