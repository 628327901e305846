/** Does to real servers what {@code server-config} and {@code web.xml-overlay} tell administrators to do, by their files. */
@NullMarked
package org.backplane.administration;

import org.jspecify.annotations.NullMarked;
