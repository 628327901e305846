/** The frames of RFC 6455, as a load client reads and writes them. */
@NullMarked
package org.backplane.bench.load.frame;

import org.jspecify.annotations.NullMarked;
