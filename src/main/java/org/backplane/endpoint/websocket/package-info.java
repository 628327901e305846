/** The WebSocket endpoint, the filter of its handshake, and the logins its connections belong to. */
@NullMarked
package org.backplane.endpoint.websocket;

import org.jspecify.annotations.NullMarked;
