/** Serial and guarded execution of tasks on the container's threads, and rate-limited log lines. */
@NullMarked
package org.backplane.concurrent;

import org.jspecify.annotations.NullMarked;
