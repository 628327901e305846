/** The broker of a node that stands alone: everything in the heap, nothing shared. */
@NullMarked
package org.backplane.broker.memory;

import org.jspecify.annotations.NullMarked;
