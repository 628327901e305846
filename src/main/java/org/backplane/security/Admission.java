package org.backplane.security;

import java.util.List;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * Who may come in at all, and how much of the servers he sees.
 *
 * <p>A node is secured when a login is needed ({@code access/login}), when {@code access/rules} are other than all to all, or
 * when the application decides who may do what. On a secured node those who have not logged in are strangers, and the names
 * of servers are not for them. Immutable.
 */
public final class Admission {

    /** The role of those who may see all that the status tells. */
    public static final String ADMINISTRATOR = "backplane-admin";

    /** In {@code access/login}: whoever has logged in. */
    static final String ANY = "*";

    private final List<String> login;
    private final boolean secured;

    /** @param authorizer the one that decides on this node */
    public Admission(Configuration configuration, Authorizer authorizer) {
        this.login = configuration.get(Settings.ACCESS_LOGIN);
        this.secured = !login.isEmpty() || !isOpen(authorizer);
    }

    private static boolean isOpen(Authorizer authorizer) {
        return authorizer == Authorizer.ALL_TO_ALL
                || (authorizer instanceof AccessRules rules && rules.allowAllToAll());
    }

    /** Whether nobody comes in without a login. */
    public boolean needsLogin() {
        return !login.isEmpty();
    }

    /** Whether a user may come in. */
    public boolean admits(User user) {
        return login.isEmpty()
                || (user.verified() && login.stream().anyMatch(role -> role.equals(ANY) || user.isInRole(role)));
    }

    /** Whether a user may know which servers there are. */
    public boolean showsServers(User user) {
        return !secured || user.verified();
    }

    /** Whether a user sees all that the status tells, wherever he is. */
    public boolean isAdministrator(User user) {
        return user.isInRole(ADMINISTRATOR);
    }
}
