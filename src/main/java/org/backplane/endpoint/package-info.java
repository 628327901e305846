/** What the endpoints share. */
@NullMarked
package org.backplane.endpoint;

import org.jspecify.annotations.NullMarked;
