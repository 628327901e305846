package org.backplane.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.config.value.Printable;
import org.backplane.message.UserId;

/** Parses rules in the syntax of {@link AccessRules}; errors name the rule and the reason. */
final class RuleReader {

    private static final Pattern BETWEEN_RULES = Pattern.compile("[;\\r\\n]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern AROUND_COMMA = Pattern.compile("\\s*,\\s*");
    private static final String ROLE = "role:";
    private static final String USER = "user:";

    private static final Map<String, Set<Operation>> OPERATIONS = operations();

    private RuleReader() {}

    private static Map<String, Set<Operation>> operations() {
        Map<String, Set<Operation>> words = Arrays.stream(Operation.values())
                .collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), EnumSet::of));
        words.put("all", EnumSet.allOf(Operation.class));
        words.put("read", EnumSet.of(Operation.SUBSCRIBE, Operation.HISTORY, Operation.MEMBERS, Operation.STATE));
        words.put("write", EnumSet.of(Operation.PUBLISH, Operation.SEND, Operation.SET));
        return Map.copyOf(words);
    }

    /** @throws IllegalArgumentException if a rule is invalid; the message follows the quoted value of the setting */
    static List<AccessRule> read(String text) {
        List<String> rules = BETWEEN_RULES
                .splitAsStream(text)
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .toList();
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("holds no rule");
        }
        return Stream.iterate(0, i -> i < rules.size(), i -> i + 1)
                .map(i -> rule(i + 1, rules.get(i)))
                .toList();
    }

    private static AccessRule rule(int number, String text) {
        try {
            return rule(text);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    "is wrong in rule " + number + ", " + Printable.quoted(text) + ": " + bad.getMessage(), bad);
        }
    }

    private static AccessRule rule(String text) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(AROUND_COMMA.matcher(text).replaceAll(","))
                .toList();
        if (words.size() != 5 || !words.get(1).equals("to") || !words.get(3).equals("in")) {
            throw new IllegalArgumentException("a rule reads OPERATIONS to WHO in CHANNELS, with commas in lists");
        }
        Set<Operation> operations = list(words.get(0), RuleReader::operationsOf).stream()
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        List<ChannelPattern> channels = list(words.get(4), ChannelPattern::new);
        if (!operations.contains(Operation.SEND) && channels.stream().anyMatch(ChannelPattern::matchesInboxesOnly)) {
            throw new IllegalArgumentException("an inbox is its owner's to read; to others only send can be allowed");
        }
        return new AccessRule(operations, list(words.get(2), RuleReader::grantee), channels);
    }

    private static <T> List<T> list(String text, Function<String, T> item) {
        return Arrays.stream(COMMA.split(text, -1)).map(item).toList();
    }

    private static Set<Operation> operationsOf(String word) {
        Set<Operation> operations = OPERATIONS.get(word);
        if (operations == null) {
            throw new IllegalArgumentException("there is no operation " + Printable.quoted(word) + "; there are "
                    + String.join(", ", OPERATIONS.keySet().stream().sorted().toList()));
        }
        return operations;
    }

    private static Grantee grantee(String word) {
        Grantee known = Grantee.WORDS.get(word);
        if (known != null) {
            return known;
        }
        if (word.startsWith(ROLE) && word.length() > ROLE.length()) {
            return new Grantee.InRole(decoded(word.substring(ROLE.length())));
        }
        if (word.startsWith(USER)) {
            return new Grantee.One(new UserId(word.substring(USER.length())));
        }
        throw new IllegalArgumentException("nobody is called " + Printable.quoted(word)
                + "; there are all, verified, anonymous, nobody, role:NAME, user:ID");
    }

    /** Decodes {@code %XX} in a role name, which stands for the separators of rules. */
    private static String decoded(String role) {
        return URLDecoder.decode(role.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
