/** The sample application, built and used as a stranger would. */
@NullMarked
package org.backplane.sample;

import org.jspecify.annotations.NullMarked;
