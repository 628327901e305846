package org.backplane.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void withoutOptionsThereAreThreeNodesAThousandPortsApart() {
        var options = parse();

        assertThat(options).isEqualTo(new DemoOptions(3, 1337, "", false, false));
        assertThat(options.port(2)).isEqualTo(3337);
    }

    @Test
    void memoryMeansOneNode() {
        assertThat(parse("--memory", "--check")).isEqualTo(new DemoOptions(1, 1337, "", true, true));
    }

    @Test
    void nodesPortAndRedisAreChosen() {
        assertThat(parse("--nodes=2", "--port=4000", "--redis=db:6380"))
                .isEqualTo(new DemoOptions(2, 4000, "db:6380", false, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --fast                   | unknown option --fast
                    --nodes 0                | --nodes takes a number from 1 to 9, not "0"
                    --memory --nodes 2       | --memory is for one node: others would not hear it
                    --memory --redis db      | --memory and --redis exclude each other
                    --port 64000 --nodes 3   | --port 64000 is too high for 3 nodes, 1000 apart
                    """)
    void aWrongLineIsRefusedInOneLine(String line, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(line.split(" ", -1)))
                .withMessage(message);
    }

    private static DemoOptions parse(String... args) {
        return DemoOptions.parse(new CommandLine(args));
    }
}
