package org.backplane.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.redis.script.PubSubPayloadFuzzer;
import org.backplane.config.SecretFuzzer;
import org.backplane.config.SettingFuzzer;
import org.backplane.endpoint.CommandFuzzer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for input that breaks what must be true of frames, settings and Redis payloads.
 *
 * <p>By default each fuzzer makes the same tries in every run, so that a red test is of a change, not of chance. With
 * {@code fuzz.seconds} each goes where chance leads for that long, and on from what it found before in this checkout. What it
 * finds lies in {@code target/fuzz} and belongs into the seeds.
 */
class FuzzersTest {

    private static final Path SEEDS = Path.of("src/library/src/test/fuzz");
    private static final Path WORK = Path.of("target/fuzz");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
    private static final int RUNS = 20_000;
    private static final int MUTATIONS = 200;
    private static final int START_SECONDS = 240;

    private record Target(Class<?> fuzzer, Consumer<byte[]> once) {
        Path seeds() {
            return SEEDS.resolve(name());
        }

        String name() {
            return fuzzer.getSimpleName().replace("Fuzzer", "").toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static Stream<Target> targets() {
        return Stream.of(
                new Target(CommandFuzzer.class, CommandFuzzer::fuzzerTestOneInput),
                new Target(SettingFuzzer.class, SettingFuzzer::fuzzerTestOneInput),
                new Target(SecretFuzzer.class, SecretFuzzer::fuzzerTestOneInput),
                new Target(PubSubPayloadFuzzer.class, PubSubPayloadFuzzer::fuzzerTestOneInput));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void mutatedSeedsKeepTheInvariants(Target target) throws IOException {
        long seed = Long.getLong("fuzz.seed", 1);
        System.out.println("[fuzz] " + target + ": -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<Path> seeds = seeds(target);
        assertThat(seeds).isNotEmpty();
        for (Path file : seeds) {
            byte[] input = Files.readAllBytes(file);
            target.once().accept(input);
            for (int i = 0; i < MUTATIONS && input.length > 0; i++) {
                target.once().accept(mutated(input, random));
            }
        }
    }

    private static List<Path> seeds(Target target) throws IOException {
        try (Stream<Path> files = Files.list(target.seeds())) {
            return files.sorted().toList();
        }
    }

    private static byte[] mutated(byte[] input, Random random) {
        byte[] changed = input.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(changed.length);
            changed[at] = random.nextBoolean() ? (byte) random.nextInt() : changed[random.nextInt(changed.length)];
        }
        return changed;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void fuzzerFindsNothing(Target target) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isSupported(), "the fuzzer has no native part for this machine");
        Path work = WORK.resolve(target.name()).toAbsolutePath();
        Files.createDirectories(work);
        Path corpus = SECONDS > 0
                ? Files.createDirectories(work.resolve("corpus"))
                : Files.createTempDirectory(work, "corpus-of-this-run-");
        Path output = work.resolve("output.txt");
        Process fuzzer = new ProcessBuilder(command(target, work, corpus))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = fuzzer.waitFor(SECONDS + START_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("the fuzzer ends in time").isTrue();
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(fuzzer.exitValue()).as(told(text)).isZero();
            assertThat(text).contains("stat::number_of_executed_units:");
            text.lines()
                    .filter(line -> line.startsWith("INFO: Seed") || line.contains("executed_units"))
                    .forEach(line -> System.out.println("[fuzz] " + target + ": " + line));
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    /** Without the lines that tell of each input kept. */
    private static String told(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    private static List<String> command(Target target, Path work, Path corpus) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.fuzzer().getName(),
                "--instrumentation_includes=org.backplane.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-max_len=2048",
                "-timeout=20",
                "-print_final_stats=1",
                corpus.toString(),
                target.seeds().toAbsolutePath().toString()));
        command.addAll(SECONDS > 0 ? List.of("-max_total_time=" + SECONDS) : List.of("-runs=" + RUNS, "-seed=1"));
        return command;
    }

    /** On Linux for ARM there is no driver. */
    private static boolean isSupported() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String chip = System.getProperty("os.arch");
        boolean isIntel = chip.equals("amd64") || chip.equals("x86_64");
        return system.contains("mac") || ((system.contains("linux") || system.contains("windows")) && isIntel);
    }
}
