/** A WAR without Backplane, to compare a server's own behaviour with. */
@NullMarked
package org.backplane.it.bare;

import org.jspecify.annotations.NullMarked;
