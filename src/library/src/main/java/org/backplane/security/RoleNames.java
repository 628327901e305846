package org.backplane.security;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * The role names that are checked when a connection is opened.
 *
 * <p>A container answers whether a user is in a named role, and only during a request, while a connection outlives the request
 * that opened it. So these roles are checked in the handshake, and the user of a connection counts as being in no others: the
 * roles that {@code web.xml} declares, those in {@code access/rules} and {@code access/login}, and {@link
 * Admission#ADMINISTRATOR}. Immutable.
 */
public final class RoleNames {

    private final Set<String> names;
    private final Set<String> undeclared;

    /** @param declared the roles that {@code web.xml} declares */
    public RoleNames(Configuration configuration, AccessRules rules, Set<String> declared) {
        Set<String> named = new HashSet<>(rules.roles());
        named.addAll(configuration.get(Settings.ACCESS_LOGIN));
        named.remove(Admission.ANY);
        Set<String> all = new HashSet<>(named);
        all.addAll(declared);
        all.add(Admission.ADMINISTRATOR);
        this.names = Set.copyOf(all);
        named.removeAll(declared);
        this.undeclared = Set.copyOf(named);
    }

    /** Returns the roles that a setting names and {@code web.xml} does not declare; some servers do not recognize those. */
    public Set<String> undeclared() {
        return undeclared;
    }

    /** Returns those of the roles that the user of the current request has. */
    public Set<String> held(Predicate<String> isInRole) {
        return names.stream().filter(isInRole).collect(Collectors.toUnmodifiableSet());
    }
}
