/** What is owed to one application server: faster sends, limits on pings, class loading. */
@NullMarked
package org.backplane.endpoint.container;

import org.jspecify.annotations.NullMarked;
