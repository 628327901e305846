/** The benchmark: what a delivered message costs Backplane, and what others would cost, side by side on one machine. */
@NullMarked
package org.backplane.bench;

import org.jspecify.annotations.NullMarked;
