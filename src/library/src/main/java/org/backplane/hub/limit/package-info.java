/** Authorization checks, rate limits, and limits for new channels. */
@NullMarked
package org.backplane.hub.limit;

import org.jspecify.annotations.NullMarked;
