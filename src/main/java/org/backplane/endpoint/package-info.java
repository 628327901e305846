/** The doors for clients: WebSocket and REST, as thin adapters in front of the hub. */
@NullMarked
package org.backplane.endpoint;

import org.jspecify.annotations.NullMarked;
