/** Beans of an application that decides itself who may do what; tests put them into the WAR. */
@NullMarked
package org.backplane.it.access;

import org.jspecify.annotations.NullMarked;
