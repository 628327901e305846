/** The bounded outbound queue of each connection, and the threads that send from the queues. */
@NullMarked
package org.backplane.hub.outbound;

import org.jspecify.annotations.NullMarked;
