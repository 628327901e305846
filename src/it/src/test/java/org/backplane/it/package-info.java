/**
 * The built WAR on two real servers, spoken to from outside: the tests of what Backplane promises its clients.
 *
 * <p>The same classes run on two Payara Micro nodes and on two WildFly nodes. Both servers start once per run and keep
 * the WAR; every test takes channels of its own, so that none sees the others.
 */
@NullMarked
package org.backplane.it;

import org.jspecify.annotations.NullMarked;
