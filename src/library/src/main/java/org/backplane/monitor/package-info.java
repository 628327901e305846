/** The data of a node for status, health checks, metrics and JMX. */
@NullMarked
package org.backplane.monitor;

import org.jspecify.annotations.NullMarked;
