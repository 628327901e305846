package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;

/**
 * A real Redis under the name, the port and the password that stand in an administrator's file, on an address of its own in
 * this machine's loopback network: any number of runs may have one at a time.
 */
final class NamedRedis implements AutoCloseable {

    /** The password in the files. */
    static final String PASSWORD = "change-me";

    private static final int PORT = 6379;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String name;
    private final String address;
    private final RedisServer redis = RedisServer.start(RedisServer.preferred());
    private final TcpProxy door;

    /** Starts one. */
    NamedRedis(String name) {
        this.name = name;
        this.address =
                new Random().ints(3, 2, 250).mapToObj(String::valueOf).collect(Collectors.joining(".", "127.", ""));
        this.door = TcpProxy.on(address, PORT, redis.port());
        redis.command("CONFIG", "SET", "requirepass", PASSWORD);
    }

    /** Returns when so many nodes of Backplane are alive there: a node is ready before its first heartbeat is answered. */
    void awaitNodes(long count) {
        await("nodes at " + name).atMost(BOUND).untilAsserted(() -> assertThat(nodes())
                .isEqualTo(count));
    }

    private long nodes() {
        return redis.ask(jedis -> {
            jedis.auth(PASSWORD);
            return jedis.zcard("backplane:{nodes}:live");
        });
    }

    /** Where the name leads, for {@code -Djdk.net.hosts.file}, which then is all that the server knows of names. */
    static Path hosts(Path directory, NamedRedis... servers) {
        try {
            String own = InetAddress.getLocalHost().getHostName();
            Stream<String> named = Stream.of(servers).map(redis -> redis.address + " " + redis.name);
            return Files.write(
                    directory.resolve("hosts"),
                    Stream.concat(Stream.of("127.0.0.1 localhost " + own), named)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        door.close();
        redis.close();
    }
}
