package org.backplane.security;

import java.util.List;
import java.util.Set;

/**
 * Allows some users some operations in some channels. A rule never denies; an operation that no rule allows is refused.
 *
 * @param operations the allowed operations
 * @param grantees the users to whom they are allowed
 * @param channels the channels in which they are allowed
 */
record AccessRule(Set<Operation> operations, List<Grantee> grantees, List<ChannelPattern> channels) {

    /** Copies the collections. */
    AccessRule {
        operations = Set.copyOf(operations);
        grantees = List.copyOf(grantees);
        channels = List.copyOf(channels);
    }

    boolean allows(Operation operation, User user) {
        return operations.contains(operation) && grantees.stream().anyMatch(grantee -> grantee.includes(user));
    }
}
