/** What the clients of each contender send and receive. */
@NullMarked
package org.backplane.bench.load.dialect;

import org.jspecify.annotations.NullMarked;
