/** An application in the WAR: beans that use Backplane's CDI door, and a servlet that lets tests call them. */
@NullMarked
package org.backplane.it.app;

import org.jspecify.annotations.NullMarked;
