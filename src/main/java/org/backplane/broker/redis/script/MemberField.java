package org.backplane.broker.redis.script;

import java.util.Optional;
import org.backplane.message.UserId;

/**
 * The name under which a member stands in a channel's hash of members: {@code lease/user}.
 *
 * @param lease whose member it is
 * @param user who; need not be an id that this version of Backplane knows
 */
public record MemberField(LeaseId lease, String user) {

    /** Reads a field; empty if no node can have written it. */
    static Optional<MemberField> parse(String field) {
        int slash = field.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new MemberField(LeaseId.parse(field.substring(0, slash)), field.substring(slash + 1)));
    }

    /** Who, if this version knows such ids. */
    public Optional<UserId> userId() {
        try {
            return Optional.of(new UserId(user));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
