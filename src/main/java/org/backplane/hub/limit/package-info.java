/** Who may do what, and how often. */
@NullMarked
package org.backplane.hub.limit;

import org.jspecify.annotations.NullMarked;
