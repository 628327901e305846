/** What the benchmark runs inside of a node. */
@NullMarked
package org.backplane.bench.app;

import org.jspecify.annotations.NullMarked;
