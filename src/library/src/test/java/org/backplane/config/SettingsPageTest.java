package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/configuration.md} lists all settings with their defaults. */
class SettingsPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z/-]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);

    private static final Pattern ADDRESS = Pattern.compile("^\\| (`[^|]*[.,][^|]*`) \\|", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Their defaults depend on the machine. */
    private static final Set<Setting<?>> COMPUTED = Set.of(Settings.NODE_NAME, Settings.NODE_QUEUE_BYTES);

    private final Map<String, String> rows = ROW.matcher(
                    Markdown.read("docs/configuration.md").text())
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

    @Test
    void everySettingIsListedAndNoOther() {
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Settings.all().stream().map(Setting::name).toList());
    }

    @Test
    void everyDefaultIsThatOfTheCode() {
        assertThat(Settings.all())
                .filteredOn(setting -> !COMPUTED.contains(setting))
                .hasSizeGreaterThan(20)
                .allSatisfy(setting ->
                        assertThat(rows.get(setting.name())).as(setting.name()).isEqualTo(shown(setting)));
    }

    @Test
    void everyAddressOfTheRedisPageIsRead() {
        List<String> addresses = ADDRESS.matcher(Markdown.read("docs/redis.md").text())
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1))
                .toList();
        assertThat(addresses).hasSizeGreaterThan(5).allSatisfy(address -> assertThat(Settings.REDIS_HOST.parse(address))
                .as(address)
                .isPresent());
    }

    private static String shown(Setting<?> setting) {
        String text = setting.defaultText();
        return text.isEmpty() ? "unset" : "`" + text + "`";
    }
}
