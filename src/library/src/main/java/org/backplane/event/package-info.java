/** The API for application code in the same WAR: CDI beans, events and observers. */
@NullMarked
package org.backplane.event;

import org.jspecify.annotations.NullMarked;
