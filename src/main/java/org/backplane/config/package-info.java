/** The settings of one node, with the place each value came from. */
@NullMarked
package org.backplane.config;

import org.jspecify.annotations.NullMarked;
