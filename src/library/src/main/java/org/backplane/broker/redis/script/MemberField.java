package org.backplane.broker.redis.script;

import java.util.Optional;
import org.backplane.message.UserId;

/**
 * The field of a member in a channel's hash of members: {@code lease/user}.
 *
 * @param lease the lease that the member belongs to
 * @param user the id of the user; need not be valid in this version of Backplane
 */
public record MemberField(LeaseId lease, String user) {

    /** Parses a field; empty if no node can have written it. */
    static Optional<MemberField> parse(String field) {
        int slash = field.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new MemberField(LeaseId.parse(field.substring(0, slash)), field.substring(slash + 1)));
    }

    /** Returns the id of the user, if it is valid in this version. */
    public Optional<UserId> userId() {
        try {
            return Optional.of(new UserId(user));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
