/** The systems that are measured, each as processes of the benchmark's own. */
@NullMarked
package org.backplane.bench.contender;

import org.jspecify.annotations.NullMarked;
