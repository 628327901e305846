/** What is measured: each workload runs against one contender and answers with rows. */
@NullMarked
package org.backplane.bench.workload;

import org.jspecify.annotations.NullMarked;
