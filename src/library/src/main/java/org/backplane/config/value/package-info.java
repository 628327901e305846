/** Parses and prints the values of settings: numbers, durations, sizes, names, origins. */
@NullMarked
package org.backplane.config.value;

import org.jspecify.annotations.NullMarked;
