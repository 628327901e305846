package org.backplane.security;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * The roles that a connection's user can be known to be in.
 *
 * <p>A container tells about roles only while it handles a request, and only by name; a connection outlives the request that
 * opened it. So these are asked for then, and of no others is known that he is in them: those that {@code web.xml} declares,
 * those of {@code access/rules} and {@code access/login}, and {@link Admission#ADMINISTRATOR}. Immutable.
 */
public final class RoleNames {

    private final Set<String> names;
    private final Set<String> undeclared;

    /** @param declared in {@code web.xml} */
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

    /** Those that a setting names and {@code web.xml} does not declare: some servers know no such roles. */
    public Set<String> undeclared() {
        return undeclared;
    }

    /** Those of them that somebody is in now. */
    public Set<String> held(Predicate<String> isInRole) {
        return names.stream().filter(isInRole).collect(Collectors.toUnmodifiableSet());
    }
}
