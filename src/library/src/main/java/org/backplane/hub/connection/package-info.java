/** The connections of clients: their commands, subscriptions, presence, timeouts, and drain. */
@NullMarked
package org.backplane.hub.connection;

import org.jspecify.annotations.NullMarked;
