/** What a client or application code can ask for, in whose name, and how it is refused. */
@NullMarked
package org.backplane.hub.command;

import org.jspecify.annotations.NullMarked;
