package org.backplane.security;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;

/**
 * Who may do what, as the setting {@code access/rules} says: rules apart by semicolons or line ends, each of the form
 * <i>OPERATIONS</i> {@code to} <i>WHO</i> {@code in} <i>CHANNELS</i>, where each of the three is a list with commas.
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
 *   <li>Who: {@code all}, {@code verified} (logged in), {@code anonymous} (not), {@code nobody}, {@code role:NAME},
 *       {@code user:ID}. White space, commas and semicolons in a role's name are written {@code %XX}, as they are in the id
 *       of a user.
 *   <li>Channels: a name, or the beginning of names and {@code *}. {@code @*} are the inboxes, where {@code send} is all that
 *       can be allowed.
 * </ul>
 *
 * <p>Rules only allow, and their order does not matter. For each channel those count that name it most closely, and no
 * others: by its own name, else by the longest beginning. So above nobody may do more in {@code news} than its two rules
 * say, whatever {@code *} allows; and what no rule allows is refused.
 *
 * <p>A role should be declared in {@code web.xml}: some servers know no others.
 *
 * <p>One's own inbox everybody reads. Where inboxes are not named, {@code *} decides who may send to them.
 *
 * <p>An application whose own {@link Authorizer} wants to ask the rules injects them by this class. Immutable.
 */
public final class AccessRules implements Authorizer {

    private final List<AccessRule> rules;
    private final List<ChannelPattern> closestFirst;

    private AccessRules(List<AccessRule> rules) {
        this.rules = List.copyOf(rules);
        this.closestFirst = rules.stream()
                .flatMap(rule -> rule.channels().stream())
                .distinct()
                .sorted(Comparator.comparingInt(ChannelPattern::closeness).reversed())
                .toList();
    }

    /**
     * Reads the setting.
     *
     * @throws org.backplane.config.BadSettingException if a rule is bad; the message names it
     */
    public static AccessRules of(Configuration configuration) {
        try {
            return new AccessRules(RuleReader.read(configuration.get(Settings.ACCESS_RULES)));
        } catch (IllegalArgumentException bad) {
            throw configuration.reject(Settings.ACCESS_RULES, String.valueOf(bad.getMessage()));
        }
    }

    @Override
    public Decision decide(Operation operation, ChannelName channel, User user) {
        boolean allowed = closestFirst.stream()
                .filter(pattern -> pattern.matches(channel))
                .findFirst()
                .filter(closest -> rules.stream()
                        .anyMatch(rule -> rule.channels().contains(closest) && rule.allows(operation, user)))
                .isPresent();
        return allowed
                ? Decision.ALLOWED
                : Decision.refused("the rules of this server do not let you "
                        + operation.verb()
                        + (operation == Operation.SEND ? " messages to this user" : " here"));
    }

    /** Whether they are those that count when nobody has written any: everybody may do everything. */
    public boolean allowAllToAll() {
        return rules.equals(RuleReader.read(Settings.ACCESS_RULES.defaultText()));
    }

    /** The roles that they name. */
    Set<String> roles() {
        return rules.stream()
                .flatMap(rule -> rule.grantees().stream())
                .filter(Grantee.InRole.class::isInstance)
                .map(grantee -> ((Grantee.InRole) grantee).role())
                .collect(Collectors.toSet());
    }
}
