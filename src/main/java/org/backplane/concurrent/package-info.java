/** Runs tasks on the container's threads, one at a time where order counts, and keeps repeated log lines rare. */
@NullMarked
package org.backplane.concurrent;

import org.jspecify.annotations.NullMarked;
