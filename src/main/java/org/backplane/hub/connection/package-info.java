/** The connections of clients: what they ask, their subscriptions, their presence, and their end. */
@NullMarked
package org.backplane.hub.connection;

import org.jspecify.annotations.NullMarked;
