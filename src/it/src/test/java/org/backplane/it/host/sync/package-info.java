/** A filter that does not support asynchronous requests. */
@NullMarked
package org.backplane.it.host.sync;

import org.jspecify.annotations.NullMarked;
