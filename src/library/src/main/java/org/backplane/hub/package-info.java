/** The hub of a node: the operations that every endpoint offers. */
@NullMarked
package org.backplane.hub;

import org.jspecify.annotations.NullMarked;
