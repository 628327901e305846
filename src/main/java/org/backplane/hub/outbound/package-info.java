/** The bounded queue in front of each client, and the threads that send from it. */
@NullMarked
package org.backplane.hub.outbound;

import org.jspecify.annotations.NullMarked;
