/** Runs the fuzzers, which stand in the packages of what they try. */
@NullMarked
package org.backplane.fuzz;

import org.jspecify.annotations.NullMarked;
