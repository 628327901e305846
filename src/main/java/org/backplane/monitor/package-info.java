/** What status, health, metrics and JMX show of a node. */
@NullMarked
package org.backplane.monitor;

import org.jspecify.annotations.NullMarked;
