package org.backplane.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs several servers that share a Redis on one machine; {@code demo} and {@code demo.cmd} start it. */
public final class Demo {
    /** The executable jar that this class is in. */
    static final Path JAR = jar();

    /** The directory of the logs: {@code target/demo}. */
    static final Path DIRECTORY = JAR.resolveSibling("demo");

    /** How long a node that has ended stays down: long enough to type a message in its window. */
    private static final Duration UNPLUGGED = Duration.ofSeconds(5);

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
            keepRunning(new ArrayList<>(nodes));
        }
    }

    /** Returns the Redis of the nodes as a value of {@code redis/host}; empty for none. */
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

    private void invite(List<DemoNode> nodes) {
        System.out.println();
        System.out.println("Open these in different browsers and talk:");
        nodes.forEach(node -> System.out.println("  " + node.name() + "  " + node.url() + "  process " + node.pid()));
        if (!options.memory()) {
            System.out.println(
                    "Pull a plug: end one of these processes (kill -9), go on typing in its window, and see it heal:");
            System.out.println("the demo starts it again.");
        }
        System.out.println("Ctrl-C ends everything. Logs: " + DIRECTORY);
    }

    /** Restarts each node that ends, after a pause in which the effect can be seen. */
    private void keepRunning(List<DemoNode> nodes) {
        while (true) {
            var ends = nodes.stream().map(DemoNode::end).toArray(CompletableFuture[]::new);
            var ended = (DemoNode) CompletableFuture.anyOf(ends).join();
            if (children.areEnding()) {
                return;
            }
            System.out.println(
                    "Node " + ended.name() + " has ended, and is started again in " + UNPLUGGED.toSeconds() + " s.");
            pause(UNPLUGGED);
            var again = ended.startAgain(children);
            nodes.set(nodes.indexOf(ended), again);
            new Readiness(List.of(again)).await();
        }
    }

    private static void pause(Duration time) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
                .join();
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
