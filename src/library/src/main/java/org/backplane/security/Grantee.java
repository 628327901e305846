package org.backplane.security;

import java.util.Map;
import org.backplane.message.UserId;

/** A set of users to which a rule applies. */
sealed interface Grantee {

    /** The grantees that are written as one word. */
    Map<String, Grantee> WORDS =
            Map.of("all", new All(), "verified", new Verified(), "anonymous", new Anonymous(), "nobody", new Nobody());

    boolean includes(User user);

    /** Everybody. */
    record All() implements Grantee {
        @Override
        public boolean includes(User user) {
            return true;
        }
    }

    /** Users who are logged in. */
    record Verified() implements Grantee {
        @Override
        public boolean includes(User user) {
            return user.verified();
        }
    }

    /** Users who are not logged in. */
    record Anonymous() implements Grantee {
        @Override
        public boolean includes(User user) {
            return !user.verified();
        }
    }

    /** Nobody; a rule for nobody closes a channel. */
    record Nobody() implements Grantee {
        @Override
        public boolean includes(User user) {
            return false;
        }
    }

    /** Users in a role. */
    record InRole(String role) implements Grantee {
        @Override
        public boolean includes(User user) {
            return user.isInRole(role);
        }
    }

    /** One user. */
    record One(UserId id) implements Grantee {
        @Override
        public boolean includes(User user) {
            return user.id().equals(id);
        }
    }
}
