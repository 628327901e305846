package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.backplane.config.value.NodeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final Configuration DEFAULTS = Configuration.of(Map.of());

    @Test
    void everyConstantIsInTheCatalogueOnceAndCarriesItsOwnName() throws IllegalAccessException {
        List<Field> constants = Arrays.stream(Settings.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .toList();

        assertThat(Settings.all()).hasSameSizeAs(constants).hasSize(33).doesNotHaveDuplicates();
        for (Field constant : constants) {
            Setting<?> setting = (Setting<?>) constant.get(null);
            assertThat(Settings.all()).contains(setting);
            assertThat(constant.getName())
                    .isEqualTo(setting.name().replaceAll("[/-]", "_").toUpperCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis/host, ''",
        "redis/username, ''",
        "redis/password, ''",
        "redis/prefix, backplane",
        "history/size, 1000",
        "history/age, PT1H",
        "publish/key-age, PT5M",
        "channel/age, PT24H",
        "presence/lease, PT10S",
        "presence/grace, PT5S",
        "presence/limit, 500",
        "connection/ping, PT25S",
        "connection/hello, PT10S",
        "connection/send-timeout, PT30S",
        "connection/queue-bytes, 1 MiB",
        "connection/rate, 50/s",
        "connection/burst, 100",
        "connection/channels, 200",
        "connections/per-user, 20",
        "connections/per-address, off",
        "channels/created-per-minute, 600",
        "channels/created-per-minute-per-user, 60",
        "message/max-bytes, 32 KiB",
        "state/keys, 64",
        "state/bytes, 8 KiB",
        "origins, ''",
        "proxy/trusted, false",
        "status/open, false",
        "access/login, ''",
        "access/rules, all to all in *",
        "node/background, ''",
    })
    void defaultIsTheDocumentedOne(String name, String text) {
        assertThat(setting(name).defaultText()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("org.backplane.config.Settings#all")
    void everySettingSaysInOneLineWhatItMeans(Setting<?> setting) {
        assertThat(setting.meaning()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void defaultsAreValues() {
        assertThat(DEFAULTS.get(Settings.REDIS_HOST)).isEmpty();
        assertThat(DEFAULTS.get(Settings.HISTORY_SIZE)).isEqualTo(1000);
        assertThat(DEFAULTS.get(Settings.HISTORY_AGE)).isEqualTo(Duration.ofHours(1));
        assertThat(DEFAULTS.get(Settings.CONNECTION_QUEUE_BYTES)).isEqualTo(1_048_576);
        assertThat(DEFAULTS.get(Settings.CONNECTION_RATE)).isEqualTo(50);
        assertThat(DEFAULTS.get(Settings.CONNECTIONS_PER_ADDRESS)).isEqualTo(OptionalInt.empty());
        assertThat(DEFAULTS.get(Settings.MESSAGE_MAX_BYTES)).isEqualTo(32_768);
        assertThat(DEFAULTS.get(Settings.ORIGINS)).isEmpty();
        assertThat(DEFAULTS.get(Settings.PROXY_TRUSTED)).isFalse();
        assertThat(DEFAULTS.get(Settings.NODE_BACKGROUND)).isEmpty();
    }

    @Test
    void nodeIsNamedAfterItsHostByDefault() {
        assertThat(DEFAULTS.get(Settings.NODE_NAME)).isEqualTo(NodeName.ofHost());
        assertThat(Configuration.of(Map.of("node/name", "a")).get(Settings.NODE_NAME))
                .isEqualTo("a");
    }

    @Test
    void nodeQueueIsAQuarterOfTheHeapInWholeMebibytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;

        assertThat(DEFAULTS.get(Settings.NODE_QUEUE_BYTES)).isBetween(quarter - (1 << 20), quarter);
    }

    @Test
    void onlyThePasswordIsASecretAsAWhole() {
        assertThat(Settings.all().stream().filter(Setting::isSecret)).containsExactly(Settings.REDIS_PASSWORD);
    }

    private static Setting<?> setting(String name) {
        return Settings.all().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
