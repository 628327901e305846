package org.backplane.security;

import java.util.Map;
import org.backplane.message.UserId;

/** Whom a rule speaks of. */
sealed interface Grantee {

    /** The kinds that are one word. */
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

    /** Whoever has logged in. */
    record Verified() implements Grantee {
        @Override
        public boolean includes(User user) {
            return user.verified();
        }
    }

    /** Whoever has not logged in. */
    record Anonymous() implements Grantee {
        @Override
        public boolean includes(User user) {
            return !user.verified();
        }
    }

    /** Nobody: what closes a channel. */
    record Nobody() implements Grantee {
        @Override
        public boolean includes(User user) {
            return false;
        }
    }

    /** Whoever is in a role. */
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
