package org.backplane.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * A node that lives, as the broker knows it.
 *
 * @param id what its lease is known by: the node's id, with {@code .1}, {@code .2}, … once it had to begin another lease
 * @param name the name that people see, if it is known
 * @param lease how long the lease still holds if it is not renewed, never negative; empty where nodes need none
 */
public record LiveNode(String id, Optional<String> name, Optional<Duration> lease) {}
