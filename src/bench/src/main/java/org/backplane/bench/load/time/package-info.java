/** Clock readings, the stamps that carry them in messages, and the times at which messages are due. */
@NullMarked
package org.backplane.bench.load.time;

import org.jspecify.annotations.NullMarked;
