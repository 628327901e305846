/** The two servers, the Redis between them and what is deployed on them, for as long as a run lasts. */
@NullMarked
package org.backplane.it.servers;

import org.jspecify.annotations.NullMarked;
