/** What Redis counted while a workload ran. */
@NullMarked
package org.backplane.bench.workload.redis;

import org.jspecify.annotations.NullMarked;
