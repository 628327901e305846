package org.backplane.broker.redis;

import java.util.Optional;
import org.backplane.message.UserId;

/**
 * The name under which a member stands in a channel's hash of members: {@code lease/user}.
 *
 * @param lease whose member it is
 * @param user who
 */
record MemberField(LeaseId lease, UserId user) {

    /** Reads a field; empty if no node of Backplane can have written it. */
    static Optional<MemberField> parse(String field) {
        int slash = field.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new MemberField(LeaseId.parse(field.substring(0, slash)), new UserId(field.substring(slash + 1))));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
