/**
 * What a reader of tutorials builds: a chat room over WebSocket whose messages go to all servers by Redis. A system under
 * test, written as such texts write it: one thread that is subscribed, one lock around the sessions, one blocking send
 * after the other.
 */
@NullMarked
package org.backplane.bench.peer.bridge;

import org.jspecify.annotations.NullMarked;
