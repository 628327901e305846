/** The service-provider interface that gives messages their positions, keeps history and reaches every node. */
@NullMarked
package org.backplane.broker;

import org.jspecify.annotations.NullMarked;
