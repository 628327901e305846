package org.backplane.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * A node that is alive.
 *
 * @param id the id of its lease: the node's id, followed by {@code .1}, {@code .2}, … after each new lease
 * @param name the name that users see, if it is known
 * @param lease the time until the lease expires unless it is renewed, never negative; empty if nodes have no leases
 */
public record LiveNode(String id, Optional<String> name, Optional<Duration> lease) {}
