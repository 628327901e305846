/** What runs Backplane without an application server: the executable jar and the demo. No part of the WAR. */
@NullMarked
package org.backplane.launch;

import org.jspecify.annotations.NullMarked;
