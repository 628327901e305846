/** The broker of a single node, which keeps all channels in its heap. */
@NullMarked
package org.backplane.broker.memory;

import org.jspecify.annotations.NullMarked;
