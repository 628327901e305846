/** The channels that this node is subscribed to, and the subscribers of each. */
@NullMarked
package org.backplane.hub.channel;

import org.jspecify.annotations.NullMarked;
