/** The settings of one node, each with its source. */
@NullMarked
package org.backplane.config;

import org.jspecify.annotations.NullMarked;
