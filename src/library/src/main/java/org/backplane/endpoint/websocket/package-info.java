/** The WebSocket endpoint, the filter of its handshake, and the HTTP sessions of its connections. */
@NullMarked
package org.backplane.endpoint.websocket;

import org.jspecify.annotations.NullMarked;
