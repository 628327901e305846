/** This node's connections, what each listens to, and the bounded queue in front of each. */
@NullMarked
package org.backplane.hub;

import org.jspecify.annotations.NullMarked;
