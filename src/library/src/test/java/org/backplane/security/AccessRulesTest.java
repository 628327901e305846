package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.config.BadSettingException;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    private static final AnonymousTokens TOKENS = new AnonymousTokens();
    private static final User GUEST = TOKENS.userOf(TOKENS.issue()).orElseThrow();
    private static final User ADA = user("ada");
    private static final User EDITOR = user("grace", "editor", "Chat; Admins");

    @Test
    void rulesOfTheSecurityPageHold() {
        List<Markdown.Block> blocks = Markdown.read("docs/security.md").blocks("rules");
        assertThat(blocks).hasSize(1);
        String rules = blocks.get(0).code();

        assertThat(allows(rules, Operation.PUBLISH, "news", ADA)).isTrue();
        assertThat(allows(rules, Operation.PUBLISH, "news", EDITOR)).isTrue();
        assertThat(allows(rules, Operation.PUBLISH, "news", GUEST)).isFalse();
        assertThat(allows(rules, Operation.HISTORY, "news", GUEST)).isTrue();
        assertThat(allows(rules, Operation.PUBLISH, "home", ADA)).isTrue();
        assertThat(allows(rules, Operation.SUBSCRIBE, "archive.2025", ADA)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void withoutRulesEverybodyMayDoEverything(Operation operation) {
        AccessRules rules = AccessRules.of(Configuration.of(Map.of()));

        assertThat(rules.allowAllToAll()).isTrue();
        assertThat(rules.decide(operation, new ChannelName("home"), GUEST).isAllowed())
                .isTrue();
    }

    @Test
    void operationWithoutARuleIsRefusedWithAReason() {
        AccessRules rules = rules("read to all in news");

        assertThat(rules.allowAllToAll()).isFalse();
        assertThat(rules.decide(Operation.PUBLISH, new ChannelName("news"), ADA))
                .isEqualTo(Decision.refused("the rules of this server do not let you write here"));
        assertThat(allows("read to all in news", Operation.SUBSCRIBE, "home", ADA))
                .isFalse();
    }

    @Test
    void mostSpecificPatternDecidesAloneInAnyOrder() {
        String[] rules = {"all to all in *", "all to role:editor in staff.*", "read to verified in staff.lunch"};

        for (String text : new String[] {String.join(";", rules), reversed(rules)}) {
            assertThat(allows(text, Operation.PUBLISH, "home", GUEST)).isTrue();
            assertThat(allows(text, Operation.PUBLISH, "staff.x", GUEST)).isFalse();
            assertThat(allows(text, Operation.PUBLISH, "staff.x", EDITOR)).isTrue();
            assertThat(allows(text, Operation.HISTORY, "staff.lunch", ADA)).isTrue();
            assertThat(allows(text, Operation.PUBLISH, "staff.lunch", EDITOR)).isFalse();
            assertThat(allows(text, Operation.PUBLISH, "staff", GUEST)).isTrue();
        }
    }

    @Test
    void rulesOfTheSamePatternAddUp() {
        String text = "read to all in news, news.*\n publish to role:editor, user:ada in news, news.* ";

        assertThat(allows(text, Operation.STATE, "news", GUEST)).isTrue();
        assertThat(allows(text, Operation.PUBLISH, "news.sport", ADA)).isTrue();
        assertThat(allows(text, Operation.PUBLISH, "news.sport", EDITOR)).isTrue();
        assertThat(allows(text, Operation.PUBLISH, "news.sport", GUEST)).isFalse();
        assertThat(allows(text, Operation.SET, "news", EDITOR)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "all, true, true",
        "verified, false, true",
        "anonymous, true, false",
        "nobody, false, false",
        "user:ada, false, true",
        "role:editor, false, false",
        "'anonymous,user:ada', true, true"
    })
    void ruleAppliesToItsGranteesOnly(String who, boolean guest, boolean ada) {
        String text = "all to " + who + " in *";

        assertThat(allows(text, Operation.PUBLISH, "home", GUEST)).isEqualTo(guest);
        assertThat(allows(text, Operation.PUBLISH, "home", ADA)).isEqualTo(ada);
    }

    @Test
    void separatorsInARoleNameArePercentEncoded() {
        assertThat(allows("all to role:Chat%3B%20Admins in *", Operation.SET, "home", EDITOR))
                .isTrue();
        assertThat(rules("all to role:Chat%3B%20Admins, role:a+b in *").roles())
                .containsExactlyInAnyOrder("Chat; Admins", "a+b");
    }

    @Test
    void sendingToInboxesHasRulesOfItsOwn() {
        String text = "all to all in *; send to verified in @*";

        assertThat(allows(text, Operation.SEND, "@ada", GUEST)).isFalse();
        assertThat(allows(text, Operation.SEND, "@ada", EDITOR)).isTrue();
        assertThat(allows("all to all in *", Operation.SEND, "@ada", GUEST)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read publish to all in * | rule 1, \"read publish to all in *\": a rule reads OPERATIONS to WHO in CHANNELS",
                "all to all | a rule reads OPERATIONS to WHO in CHANNELS",
                "all to all in *; publsh to all in news | rule 2, \"publsh to all in news\": there is no operation \"publsh\"",
                "all to everybody in * | nobody is called \"everybody\"; there are all, verified,",
                "all to role: in * | nobody is called \"role:\"",
                "all to user:~ in * , ne*ws | a * stands at the end",
                "all to all in ne*ws | a * stands at the end of a channel only",
                "all to all in new/s | a channel name may contain",
                "read to all in @* | an inbox is its owner's to read",
                "all to all in news, | a channel name must have 1 to 128",
                "all to user:a/b in * | a user id may contain",
                "; | holds no rule",
            })
    void invalidRuleFailsTheDeploymentAndIsQuoted(String text, String complaint) {
        assertThatThrownBy(() -> rules(text))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("access/rules: \"")
                .hasMessageContaining(complaint)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"All to all in *", "all TO all in *", "all to ALL in *"})
    void wordsAreLowerCase(String text) {
        assertThatThrownBy(() -> rules(text)).isInstanceOf(BadSettingException.class);
    }

    @Test
    void defaultOfTheCatalogueIsAllToAll() {
        assertThat(rules(Settings.ACCESS_RULES.defaultText()).allowAllToAll()).isTrue();
    }

    private static boolean allows(String text, Operation operation, String channel, User user) {
        return rules(text).decide(operation, new ChannelName(channel), user).isAllowed();
    }

    private static AccessRules rules(String text) {
        return AccessRules.of(Configuration.of(Map.of("access/rules", text)));
    }

    private static User user(String name, String... roles) {
        return User.ofPrincipal(name, Set.copyOf(Arrays.asList(roles))::contains);
    }

    private static String reversed(String... rules) {
        return rules[2] + "\n" + rules[1] + "\r\n" + rules[0];
    }
}
