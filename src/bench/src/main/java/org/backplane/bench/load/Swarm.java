package org.backplane.bench.load;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.contender.Node;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.load.frame.Masks;

/** Many connections to one contender, on a few threads. Used by one thread at a time. */
public final class Swarm implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int AT_ONCE = 128;
    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final List<Loop> loops;
    private final List<Thread> threads;
    private final List<Link> links = new ArrayList<>();
    private final List<Node> nodes;
    private final Dialect dialect;

    /** Without connections, as yet. */
    public Swarm(Contender contender) {
        this.nodes = contender.nodes();
        this.dialect = contender.dialect();
        Masks masks = new Masks();
        this.loops = IntStream.range(0, THREADS).mapToObj(i -> new Loop(masks)).toList();
        this.threads = loops.stream().map(loop -> new Thread(loop, "load")).toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Opens connections, a bounded number at a time; blocks until all listen. */
    public List<Link> open(List<Subscription> subscriptions) {
        List<Link> opened = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            opened.add(begin(subscription));
            if (opened.size() % AT_ONCE == 0) {
                awaitReady(opened.subList(opened.size() - AT_ONCE, opened.size()));
            }
        }
        awaitReady(opened);
        return opened;
    }

    /** Begins to open a connection. */
    public Link begin(Subscription subscription) {
        Loop loop = loops.get(links.size() % loops.size());
        Link link = ask(loop, () -> connect(loop, subscription));
        links.add(link);
        return link;
    }

    /** Begins to open connections all at once, by the loops' threads; returns at once. */
    public void storm(List<Subscription> subscriptions) {
        for (int i = 0; i < loops.size(); i++) {
            Loop loop = loops.get(i);
            int offset = i;
            loop.execute(() -> {
                for (int subscription = offset; subscription < subscriptions.size(); subscription += loops.size()) {
                    connect(loop, subscriptions.get(subscription));
                }
            });
        }
    }

    private Link connect(Loop loop, Subscription subscription) {
        try {
            Link link = new Link(loop, nodes.get(subscription.node()), dialect, subscription);
            link.register();
            loop.links().add(link);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + nodes.get(subscription.node()), e);
        }
    }

    private void awaitReady(List<Link> some) {
        await("connections to listen")
                .atMost(OPENING)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> {
                    check(some);
                    return some.stream().allMatch(Link::isReady);
                });
    }

    private void check(List<Link> some) {
        if (some.stream().anyMatch(link -> !link.isOpen())) {
            throw new IllegalStateException("a connection was closed: "
                    + loops.stream()
                            .flatMap(loop -> loop.tally().complaints().stream())
                            .toList());
        }
    }

    /** Begins a window; what was received so far counts no more. */
    public Window window(Trial trial) {
        return new Window(this, ofEach(loop -> loop.begin(trial)));
    }

    /** Has each loop's thread answer a question, one after the other. */
    <T> List<T> ofEach(Function<Loop, T> question) {
        return loops.stream().map(loop -> ask(loop, () -> question.apply(loop))).toList();
    }

    private static <T> T ask(Loop loop, Callable<T> question) {
        return loop.ask(question).join();
    }

    /** What every connection would come back with; they are cut off, without a farewell. */
    public List<Subscription> cutAll() {
        List<Subscription> subscriptions = new ArrayList<>();
        ofEach(loop -> {
                    loop.links().forEach(Link::cut);
                    return loop.links().stream()
                            .map(link -> new Subscription(
                                    link.node(),
                                    link.subscription().channel(),
                                    link.subscription().streams(),
                                    link.previous()))
                            .toList();
                })
                .forEach(subscriptions::addAll);
        ofEach(loop -> {
            loop.links().clear();
            return loop;
        });
        links.clear();
        return subscriptions;
    }

    /** Says good-bye on every connection, and waits a while for the servers to close them. */
    @Override
    public void close() {
        ofEach(loop -> {
            loop.links().forEach(Link::leave);
            return loop;
        });
        long deadline = System.nanoTime() + CLOSING.toNanos();
        await("good-byes")
                .atMost(CLOSING.multipliedBy(2))
                .pollInterval(POLL)
                .until(() -> System.nanoTime() > deadline
                        || ofEach(loop -> loop.links().stream().noneMatch(Link::isOpen)).stream()
                                .allMatch(Boolean::booleanValue));
        ofEach(loop -> {
            loop.links().stream().filter(Link::isOpen).forEach(Link::cut);
            return loop;
        });
        loops.forEach(Loop::close);
    }
}
