/** What endpoints and application code exchange with the hub: connections, frames, handlers, status. */
@NullMarked
package org.backplane.hub.api;

import org.jspecify.annotations.NullMarked;
