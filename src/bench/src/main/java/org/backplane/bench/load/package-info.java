/** Thousands of WebSocket connections on a few threads, and what they saw: counts, latencies, CPU time. */
@NullMarked
package org.backplane.bench.load;

import org.jspecify.annotations.NullMarked;
