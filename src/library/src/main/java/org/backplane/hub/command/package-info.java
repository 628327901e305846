/** The commands of clients, the callers of operations, and the rejections that answer them. */
@NullMarked
package org.backplane.hub.command;

import org.jspecify.annotations.NullMarked;
