/** Starts Backplane without an application server: the executable jar and the demo. Not part of the WAR. */
@NullMarked
package org.backplane.launch;

import org.jspecify.annotations.NullMarked;
