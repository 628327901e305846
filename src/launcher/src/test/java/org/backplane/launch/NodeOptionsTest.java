package org.backplane.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeOptionsTest {
    @Test
    void withoutOptionsANodeIsOnLoopbackWithoutSettings() {
        assertThat(parse()).isEqualTo(new NodeOptions("127.0.0.1", 8080, Map.of()));
    }

    @Test
    void optionsBecomeSettings() {
        var options = parse("--port", "1337", "--redis", "localhost", "--name", "a", "--background", "sunset");

        assertThat(options.port()).isEqualTo(1337);
        assertThat(options.settings())
                .containsOnly(
                        Map.entry("redis/host", "localhost"),
                        Map.entry("node/name", "a"),
                        Map.entry("node/background", "sunset"));
    }

    @Test
    void anySettingCanBeSetAndItsValueMayHoldEqualsSigns() {
        var options = parse("--set", "redis/password=a=b", "--set=connection/rate=100", "--redis=");

        assertThat(options.settings())
                .containsOnly(
                        Map.entry("redis/password", "a=b"),
                        Map.entry("connection/rate", "100"),
                        Map.entry("redis/host", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --prot 1           | unknown option --prot
                    1337               | unknown option 1337
                    --port             | --port needs a value
                    --port 0           | --port takes a number from 1 to 65535, not "0"
                    --port 70000       | --port takes a number from 1 to 65535, not "70000"
                    --port many        | --port takes a number from 1 to 65535, not "many"
                    --set speed        | --set takes NAME=VALUE, not "speed"
                    """)
    void aWrongLineIsRefusedInOneLine(String line, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(line.split(" ", -1)))
                .withMessage(message);
    }

    private static NodeOptions parse(String... args) {
        return NodeOptions.parse(new CommandLine(args));
    }
}
