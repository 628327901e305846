package org.backplane.security;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;

/**
 * The authorizer of the setting {@code access/rules}. Rules are separated by semicolons or line ends and have the form
 * <i>OPERATIONS</i> {@code to} <i>WHO</i> {@code in} <i>CHANNELS</i>, where each of the three is a comma-separated list.
 *
 * <pre>{@code
 * all to verified in *
 * read to all in news, news.*
 * publish to role:editor, user:ada in news, news.*
 * all to role:staff in staff.*
 * send to verified in @*
 * all to nobody in archive.*
 * }</pre>
 *
 * <ul>
 *   <li>Operations: {@code subscribe publish send history members state set}, {@code read} (subscribe, history, members,
 *       state), {@code write} (publish, send, set), {@code all}.
 *   <li>Who: {@code all}, {@code verified} (logged in), {@code anonymous} (not logged in), {@code nobody}, {@code role:NAME},
 *       {@code user:ID}. White space, commas and semicolons in a role name are encoded as {@code %XX}, as in user ids.
 *   <li>Channels: a name, or a prefix followed by {@code *}. {@code @*} means the inboxes, where only {@code send} can be
 *       allowed.
 * </ul>
 *
 * <p>Rules only allow, and their order does not matter. For each channel only the most specific rules apply: those with its
 * name, else those with the longest matching prefix. So in the example, {@code news} is governed by its two rules alone,
 * whatever {@code *} allows. An operation that no rule allows is refused.
 *
 * <p>Roles should be declared in {@code web.xml}: some servers recognize no others.
 *
 * <p>Every user may read their own inbox. If no rule names inboxes, {@code *} applies to sending to them.
 *
 * <p>An {@link Authorizer} of the application can inject this class to apply the rules. Immutable.
 */
public final class AccessRules implements Authorizer {

    private final List<AccessRule> rules;
    private final List<ChannelPattern> mostSpecificFirst;

    private AccessRules(List<AccessRule> rules) {
        this.rules = List.copyOf(rules);
        this.mostSpecificFirst = rules.stream()
                .flatMap(rule -> rule.channels().stream())
                .distinct()
                .sorted(Comparator.comparingInt(ChannelPattern::specificity).reversed())
                .toList();
    }

    /**
     * Reads the setting.
     *
     * @param configuration the settings of this node
     * @return its rules
     * @throws org.backplane.config.BadSettingException if a rule is invalid; the message quotes it
     */
    public static AccessRules of(Configuration configuration) {
        try {
            return new AccessRules(RuleReader.read(configuration.get(Settings.ACCESS_RULES)));
        } catch (IllegalArgumentException invalid) {
            throw configuration.reject(Settings.ACCESS_RULES, String.valueOf(invalid.getMessage()));
        }
    }

    @Override
    public Decision decide(Operation operation, ChannelName channel, User user) {
        boolean allowed = mostSpecificFirst.stream()
                .filter(pattern -> pattern.matches(channel))
                .findFirst()
                .filter(mostSpecific -> rules.stream()
                        .anyMatch(rule -> rule.channels().contains(mostSpecific) && rule.allows(operation, user)))
                .isPresent();
        return allowed
                ? Decision.ALLOWED
                : Decision.refused("the rules of this server do not let you "
                        + operation.verb()
                        + (operation == Operation.SEND ? " messages to this user" : " here"));
    }

    /** {@return whether these are the default rules, which allow everybody everything} */
    public boolean allowAllToAll() {
        return rules.equals(RuleReader.read(Settings.ACCESS_RULES.defaultText()));
    }

    /** Returns the roles that the rules name. */
    Set<String> roles() {
        return rules.stream()
                .flatMap(rule -> rule.grantees().stream())
                .filter(Grantee.InRole.class::isInstance)
                .map(grantee -> ((Grantee.InRole) grantee).role())
                .collect(Collectors.toSet());
    }
}
