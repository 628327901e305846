/** The Java client: a WebSocket connection to a hub. */
@NullMarked
package org.backplane.client;

import org.jspecify.annotations.NullMarked;
