package org.backplane.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.contender.Node;
import org.backplane.bench.contender.ServerProcess;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.PlainDialect;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.load.time.Stamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to a server that says what the test wants, in pieces of the test's choice. */
class SwarmTest {

    private static final Subscription SUBSCRIPTION = Subscription.fresh(0, "home", new Subscription.Streams(0, 1));

    private final ScriptedServer server = new ScriptedServer();
    private final Swarm swarm = new Swarm(new OneServer(server));

    /** The server goes first: it would not answer a good-bye. */
    @AfterEach
    void end() {
        server.close();
        swarm.close();
    }

    private record OneServer(ScriptedServer server) implements Contender {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Dialect dialect() {
            return new PlainDialect();
        }

        @Override
        public List<Node> nodes() {
            return List.of(new Node(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), "/live/{channel}"));
        }

        @Override
        public List<ServerProcess> processes() {
            return List.of();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static byte[] stamp(long sequence) {
        byte[] stamp = new byte[Stamp.LENGTH];
        Stamp.write(stamp, 0, new Stamp.Mark(0, sequence, 0));
        return stamp;
    }

    private static byte[] message(long sequence) {
        return ServerFrame.of(0x81, stamp(sequence));
    }

    @Test
    void countsWhatIsDeliveredByteByByte() {
        swarm.open(List.of(SUBSCRIPTION));
        Window window = swarm.window(new Trial(1, new int[] {0}));
        for (long sequence : new long[] {0, 1, 3, 3, 2}) {
            server.dribble(message(sequence));
        }
        window.drain(4, 0);

        assertThat(server.path()).isEqualTo("/live/home");
        assertThat(window.delivered()).isEqualTo(4);
        assertThat(window.amiss(4)).isEqualTo(new Window.Amiss(1, 1, 1, 0));
        assertThat(window.all().getTotalCount()).isEqualTo(4);
        assertThat(window.far().getTotalCount()).isZero();
    }

    @Test
    void answersAPingBetweenThePartsOfAMessage() {
        swarm.open(List.of(SUBSCRIPTION));
        Window window = swarm.window(new Trial(0, new int[] {1}));
        byte[] stamp = stamp(0);
        server.dribble(ServerFrame.of(0x01, Arrays.copyOf(stamp, 50)));
        server.dribble(ServerFrame.of(0x89, new byte[] {1, 2, 3}));
        server.dribble(ServerFrame.of(0x80, Arrays.copyOfRange(stamp, 50, 100)));
        window.drain(1, 0);

        assertThat(window.far().getTotalCount()).isEqualTo(1);
        assertThat(server.frame()).startsWith((byte) 0x8a, (byte) 0x83);
        assertThat(server.lastPayload()).containsExactly(1, 2, 3);
    }

    @Test
    void sendsWholeFramesInOrderHoweverSlowlyTheyAreTaken() {
        Link link = swarm.open(List.of(SUBSCRIPTION)).get(0);
        Voice voice = Voice.of(link, new PlainDialect(), 0);
        int count = 100_000;
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(() -> IntStream.range(0, count).forEach(i -> voice.say(i, 0)));

        for (int i = 0; i < count; i++) {
            server.frame();
            assertThat(Stamp.sequence(server.lastPayload(), 0)).isEqualTo(i);
        }
        sent.join();
    }

    @Test
    void tellsWhyAConnectionWasClosed() {
        swarm.open(List.of(SUBSCRIPTION));
        Window window = swarm.window(new Trial(0, new int[] {0}));
        server.dribble(message(0));
        server.dribble(ServerFrame.of(0x88, new byte[] {0x0f, (byte) 0xa8}));
        window.drain(2, 0);

        assertThat(window.closed()).isEqualTo(1);
        assertThat(window.complaints()).containsExactly("the server closed with 4008");
        assertThat(window.amiss(2).lost()).isEqualTo(1);
    }

    @Test
    void doesNotTakeARefusalForAnAgreement() {
        try (ScriptedServer refusing = new ScriptedServer("HTTP/1.1 403 Forbidden\r\n\r\n");
                Swarm refused = new Swarm(new OneServer(refusing))) {
            assertThatThrownBy(() -> refused.open(List.of(SUBSCRIPTION)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("403");
        }
    }
}
