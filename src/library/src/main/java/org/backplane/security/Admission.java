package org.backplane.security;

import java.util.List;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * Decides who may connect at all, and who may see the names and the details of servers.
 *
 * <p>A node is secured when a login is needed ({@code access/login}), when {@code access/rules} are other than all to all, or
 * when the application has an authorizer of its own. On a secured node, the names of servers are shown only to users who are
 * logged in. Immutable.
 */
public final class Admission {

    /** The role of the users who may read the whole status. */
    public static final String ADMINISTRATOR = "backplane-admin";

    /** In {@code access/login}: every user who is logged in. */
    static final String ANY = "*";

    private final List<String> login;
    private final boolean secured;

    /** @param authorizer the authorizer of this node */
    public Admission(Configuration configuration, Authorizer authorizer) {
        this.login = configuration.get(Settings.ACCESS_LOGIN);
        this.secured = !login.isEmpty() || !isOpen(authorizer);
    }

    private static boolean isOpen(Authorizer authorizer) {
        return authorizer == Authorizer.ALL_TO_ALL
                || (authorizer instanceof AccessRules rules && rules.allowAllToAll());
    }

    /** Whether this node refuses users who are not logged in. */
    public boolean needsLogin() {
        return !login.isEmpty();
    }

    /** Whether a user may connect and use the REST API. */
    public boolean admits(User user) {
        return login.isEmpty()
                || (user.verified() && login.stream().anyMatch(role -> role.equals(ANY) || user.isInRole(role)));
    }

    /** Whether a user may see the names of servers. */
    public boolean showsServers(User user) {
        return !secured || user.verified();
    }

    /** Whether a user may read the whole status, from any address. */
    public boolean isAdministrator(User user) {
        return user.isInRole(ADMINISTRATOR);
    }
}
