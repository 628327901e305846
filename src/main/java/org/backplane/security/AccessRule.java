package org.backplane.security;

import java.util.List;
import java.util.Set;

/**
 * Allows some users some operations in some channels. A rule never forbids: what no rule allows is refused.
 *
 * @param operations which
 * @param grantees to whom, each of them
 * @param channels where, in each of them
 */
record AccessRule(Set<Operation> operations, List<Grantee> grantees, List<ChannelPattern> channels) {

    /** Copies. */
    AccessRule {
        operations = Set.copyOf(operations);
        grantees = List.copyOf(grantees);
        channels = List.copyOf(channels);
    }

    boolean allows(Operation operation, User user) {
        return operations.contains(operation) && grantees.stream().anyMatch(grantee -> grantee.includes(user));
    }
}
