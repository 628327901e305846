/** Clients that speak to a node from outside, none of them made of Backplane's own classes. */
@NullMarked
package org.backplane.it.wire;

import org.jspecify.annotations.NullMarked;
