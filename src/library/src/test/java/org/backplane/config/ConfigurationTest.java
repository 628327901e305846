package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.backplane.config.Configuration.Entry;
import org.backplane.config.value.Parsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void whiteSpaceAroundAValueIsRemoved() {
        assertThat(Configuration.of(Map.of("history/size", "\n\t 7 \n")).get(Settings.HISTORY_SIZE))
                .isEqualTo(7);
    }

    @Test
    void passwordKeepsItsSpaces() {
        assertThat(Configuration.of(Map.of("redis/password", " a ")).get(Settings.REDIS_PASSWORD))
                .contains(" a ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void emptyValueMeansUnsetAndEndsTheSearch(String empty) {
        Source first = setting -> Optional.of(new Finding.Text(empty, "somewhere"));
        Configuration configuration = Configuration.load(List.of(first, Source.given(Map.of("history/size", "7"))));

        assertThat(configuration.get(Settings.HISTORY_SIZE)).isEqualTo(1000);
        assertThat(configuration.get(Settings.REDIS_PASSWORD)).isEmpty();
        assertThat(configuration.entries())
                .contains(
                        new Entry("history/size", "1000", "default, because empty in somewhere"),
                        new Entry("redis/host", "unset", "default, because empty in somewhere"));
    }

    @Test
    void entriesShowEverySettingInOrder() {
        assertThat(Configuration.of(Map.of()).entries())
                .extracting(Entry::setting)
                .containsExactlyElementsOf(
                        Settings.all().stream().map(Setting::name).toList());
    }

    @Test
    void entriesMaskSecrets() {
        Configuration configuration = Configuration.of(Map.of(
                "redis/host", "redis://app:hunter2@localhost",
                "redis/password", "hunter2",
                "node/name", "Zoë"));

        assertThat(configuration.entries())
                .contains(
                        new Entry("redis/host", "redis://app:***@localhost:6379/0", "given"),
                        new Entry("redis/password", "***", "given"),
                        new Entry("node/name", "Zoë", "given"),
                        new Entry("redis/username", "unset", "default"));
    }

    @Test
    void allBadValuesAreReportedTogetherALineEach() {
        assertBad(
                Map.of("redis/prefix", "a b", "history/size", "many", "status/open", "maybe"),
                "redis/prefix: \"a b\" (from given)"
                        + " is not 1 to 64 letters, digits, underscores, dots, colons and hyphens",
                "history/size: \"many\" (from given) is not a whole number from 1 to 1000000",
                "status/open: \"maybe\" (from given) is not true, false or loopback");
    }

    @Test
    void invalidValueIsLoggedEscapedAndCut() {
        assertBad(
                Map.of("redis/prefix", "a\nb\"\\\u001b[0mé\u202e"),
                "redis/prefix: \"a\\nb\\\"\\\\\\u001b[0m\\u00e9\\u202e\" (from given)"
                        + " is not 1 to 64 letters, digits, underscores, dots, colons and hyphens");
        assertBad(
                Map.of("history/size", "x".repeat(5000)),
                "history/size: \"" + "x".repeat(200) + "...\" (from given) is not a whole number from 1 to 1000000");
    }

    @Test
    void badSecretIsMasked() {
        assertBad(
                Map.of("redis/password", "hunter2\u0007"),
                "redis/password: \"***\" (from given)"
                        + " has a control character (a line end, perhaps), or more than 4096 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://app:hunter2",
                "app:hunter2@localhost",
                "redis://app:hunter2@",
                "redis://app:hunter2@a b",
                "redis://hunter2@localhost",
                "redis://localhost?password=hunter2",
                "redis-sentinel://u:hunter2@h:1,h:2/",
                "redis-sentinel://u:hunter2@h:1,u:hunter2@h:2/#m",
                "redis-cluster://u:hunter2@h:1,h:2/1",
                "http://app:hunter2@localhost",
                "redis://app:%zzhunter2@localhost",
                "redis://app:hunter2/x@localhost:1",
                "redis://h:6379,password=hunter2",
                "h 6379 hunter2",
                "redis://h#hunter2",
                "password=hunter2,h:6379",
                "h:6379,password=x,password=hunter2",
                "h:6379,ssl=hunter2",
                "h:6379,serviceName=a/hunter2",
                "h:6379,defaultDatabase=hunter2"
            })
    void noComplaintShowsThePasswordOfAnInvalidHost(String host) {
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> Configuration.of(Map.of("redis/host", host)))
                .withMessageMatching("redis/host: \"(redis://)?[*]{3}(@localhost:6379/0)?\" \\(from given\\) .*")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void unusedOptionsAreLoggedByNameIfTheNameIsKnown() {
        Map<String, String> values = Map.of(
                "redis/host",
                "h:6380,password=hun,ter2,ssl=True,ABORTCONNECT=False,connectTimeout=5,$CONFIG=,Passwort=hunter2");

        assertThat(warningsOf(() -> Configuration.of(values)))
                .containsExactly("Options in redis/host, from given, have no effect:"
                        + " an unknown option (item 3), abortConnect, connectTimeout, an unknown option (item 7),"
                        + " an unknown option (item 8). An unknown option may be the rest of a password that holds a comma:"
                        + " set such a password as redis/password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "127.0.0.1:6379,", "h:6380,password=hunter2,user=app,ssl=true,defaultDatabase=1"})
    void addressWithoutUnusedOptionsLogsNothing(String host) {
        assertThat(warningsOf(() -> Configuration.of(Map.of("redis/host", host))))
                .isEmpty();
    }

    @Test
    void userWhoLooksLikeAPasswordIsNotShown() {
        assertThat(Configuration.of(Map.of("redis/username", "app:hunter2")).entries())
                .contains(new Entry("redis/username", "***", "given"));
        assertThat(Configuration.of(Map.of("redis/username", "app")).entries())
                .contains(new Entry("redis/username", "app", "given"));
    }

    @Test
    void valueOfAnotherTypeIsBad() {
        Source source = setting -> setting.equals("redis/host")
                ? Optional.of(new Finding.Unusable("java.net.URL", "JNDI redis/host"))
                : Optional.empty();

        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> Configuration.load(List.of(source)))
                .withMessage("redis/host: a java.net.URL (from JNDI redis/host) is not text, a number or a boolean");
    }

    @Test
    void channelMustOutliveHistoryFourTimes() {
        assertThat(Configuration.of(Map.of("history/age", "1h", "channel/age", "4h")))
                .isNotNull();
        assertBad(
                Map.of("history/age", "1h", "channel/age", "239m"),
                "channel/age: \"239m\" (from given) is not at least 4 times history/age \"1h\" (from given)");
        assertBad(
                Map.of("history/age", "2d"),
                "channel/age: \"PT24H\" (from default) is not at least 4 times history/age \"2d\" (from given)");
    }

    @Test
    void agreementIsCheckedUnlessOneOfItsSettingsIsInvalid() {
        assertBad(
                Map.of("history/age", "2d", "history/size", "0"),
                "history/size: \"0\" (from given) is not a whole number from 1 to 1000000",
                "channel/age: \"PT24H\" (from default) is not at least 4 times history/age \"2d\" (from given)");
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> Configuration.of(Map.of("history/age", "often", "channel/age", "4s")))
                .withMessageNotContaining("4 times");
    }

    @Test
    void userWithoutPasswordIsBad() {
        assertBad(
                Map.of("redis/host", "localhost", "redis/username", "ada"),
                "redis/username: \"ada\" (from given) names a user without a password: set redis/password");
        assertBad(
                Map.of("redis/host", "redis://ada@localhost"),
                "redis/host: \"redis://***@localhost:6379/0\" (from given)"
                        + " names a user without a password: set redis/password");
        assertThat(Configuration.of(Map.of("redis/username", "ada"))).isNotNull();
    }

    @Test
    void unknownNameFromAProgramIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Configuration.of(Map.of("history/sise", "7")))
                .withMessage("no such setting: [history/sise]");
    }

    @Test
    void nameThatLooksLikeASettingIsLoggedOnce() {
        Source webXml = new NamedSource(
                "web.xml context-param",
                List.of("history/sise", "jersey.config", "other/thing", "/", "history/size"),
                name -> null);

        assertThat(warningsOf(() -> Configuration.load(List.of(webXml))))
                .containsExactly(
                        "web.xml context-param \"history/sise\" is ignored: there is no such setting. Check the spelling.");
    }

    @Test
    void settingOutsideTheCatalogueIsRefused() {
        Setting<Integer> unregistered =
                Setting.of("history/size", "1", Parsers.integer(1, 2), "an unregistered setting");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Configuration.of(Map.of()).get(unregistered))
                .withMessage("not in the catalogue: history/size");
    }

    private static void assertBad(Map<String, String> values, String... lines) {
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() -> Configuration.of(values))
                .withMessage(String.join("\n", lines));
    }

    private static List<String> warningsOf(Runnable action) {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Recorder(warnings);
        Logger logger = Logger.getLogger(ConfigurationLoader.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return warnings;
    }

    private static final class Recorder extends Handler {

        private final List<String> warnings;

        Recorder(List<String> warnings) {
            this.warnings = warnings;
        }

        @Override
        public void publish(LogRecord entry) {
            warnings.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
