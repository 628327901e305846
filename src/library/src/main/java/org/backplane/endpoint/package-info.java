/** Code that several endpoints share. */
@NullMarked
package org.backplane.endpoint;

import org.jspecify.annotations.NullMarked;
