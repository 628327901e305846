/** The composition root: starts what a deployed application consists of, and makes it injectable. */
@NullMarked
package org.backplane.node;

import org.jspecify.annotations.NullMarked;
