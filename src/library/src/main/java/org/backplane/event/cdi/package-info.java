/** The CDI extension and beans behind {@link org.backplane.event}. */
@NullMarked
package org.backplane.event.cdi;

import org.jspecify.annotations.NullMarked;
