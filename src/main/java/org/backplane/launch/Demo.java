package org.backplane.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Several servers and a Redis on one machine, as one conversation; {@code demo} and {@code demo.cmd} start it. */
public final class Demo {
    /** The executable jar that this class is in. */
    static final Path JAR = jar();

    /** Where the logs go: {@code target/demo}. */
    static final Path DIRECTORY = JAR.resolveSibling("demo");

    private final DemoOptions options;
    private final Children children = new Children();

    private Demo(DemoOptions options) {
        this.options = options;
    }

    /** Runs until it is stopped, or until the check is done, and exits with 0, 1 or 2. */
    public static void main(String... args) {
        if (List.of(args).contains("--help")) {
            System.out.print(Main.text("demo.txt"));
            return;
        }
        try {
            new Demo(DemoOptions.parse(new CommandLine(args))).runAndExit();
        } catch (UsageException e) {
            Main.fail("demo", Main.MISUSED, e.getMessage() + " (./demo --help lists the options)");
        }
    }

    private void runAndExit() {
        try {
            run();
            System.exit(0);
        } catch (LaunchException e) {
            // While Ctrl-C ends the nodes, their ends are no news.
            if (!children.areEnding()) {
                Main.fail("demo", Main.FAILED, String.valueOf(e.getMessage()));
            }
        }
    }

    private void run() {
        IntStream.range(0, options.nodes()).forEach(index -> LocalPort.requireFree("127.0.0.1", options.port(index)));
        makeDirectory();
        var redis = redis();
        var nodes = IntStream.range(0, options.nodes())
                .mapToObj(index -> DemoNode.start(children, index, options.port(index), redis))
                .toList();
        new Readiness(nodes).await();
        if (options.check()) {
            new CrossServerCheck(nodes.get(0), nodes.get(nodes.size() - 1)).run();
        } else {
            invite(nodes);
            awaitAnEnd(nodes);
        }
    }

    /** The Redis for the nodes, as {@code redis/host} takes it; empty for none. */
    private String redis() {
        if (options.memory()) {
            System.out.println("No Redis: the one node keeps everything in its memory.");
            return "";
        }
        if (!options.redis().isEmpty()) {
            return options.redis();
        }
        var redis = DemoRedis.start(children, DIRECTORY);
        System.out.println("Redis runs at " + redis.host() + " (" + redis.program() + ").");
        return redis.host();
    }

    private static void invite(List<DemoNode> nodes) {
        System.out.println();
        System.out.println("Open these in different browsers and talk:");
        nodes.forEach(node -> System.out.println("  " + node.name() + "  " + node.url()));
        System.out.println("Ctrl-C ends everything. Logs: " + DIRECTORY);
    }

    private static void awaitAnEnd(List<DemoNode> nodes) {
        var ends = nodes.stream().map(DemoNode::end).toArray(CompletableFuture[]::new);
        var ended = (DemoNode) CompletableFuture.anyOf(ends).join();
        throw new LaunchException("node " + ended.name() + " ended by itself; " + LogTail.of(ended.log()));
    }

    private static void makeDirectory() {
        try {
            Files.createDirectories(DIRECTORY);
        } catch (IOException e) {
            throw new LaunchException("cannot make " + DIRECTORY + ": " + e.getMessage(), e);
        }
    }

    private static Path jar() {
        try {
            return Path.of(Demo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
