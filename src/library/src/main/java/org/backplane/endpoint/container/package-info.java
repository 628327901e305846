/** Code for single application servers: the cheapest way to send, a limit on pings, class loading. */
@NullMarked
package org.backplane.endpoint.container;

import org.jspecify.annotations.NullMarked;
