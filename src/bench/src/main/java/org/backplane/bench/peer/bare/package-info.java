/**
 * What the bare container can do: a WebSocket endpoint that sends to everybody in a room of this one server, without Redis,
 * history, acknowledgement or bounds. A limit to measure against, written well.
 */
@NullMarked
package org.backplane.bench.peer.bare;

import org.jspecify.annotations.NullMarked;
