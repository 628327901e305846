/**
 * Faults made on real processes: what a broken link, a lost Redis, a killed node or a redeploy costs those who talk.
 *
 * <p>The system property {@code faults.server} says on which servers: {@code payara-micro} or {@code wildfly}.
 */
@NullMarked
package org.backplane.faults;

import org.jspecify.annotations.NullMarked;
