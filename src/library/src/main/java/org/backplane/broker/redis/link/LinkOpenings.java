package org.backplane.broker.redis.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** All links of a node that are being opened, and the host names that are being resolved for them. Thread-safe. */
public final class LinkOpenings {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*]?");

    private final ThreadFactory threads;
    private final Set<LinkOpening> open = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<InetAddress[]>> resolving = new ConcurrentHashMap<>();

    /** @param threads makes the threads that resolve host names, which may take long and cannot be interrupted */
    public LinkOpenings(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Runs the opening of a link with a time limit. */
    <T> T within(Duration limit, Function<LinkOpening, T> work) {
        LinkOpening opening = new LinkOpening(limit);
        open.add(opening);
        try {
            return work.apply(opening);
        } finally {
            open.remove(opening);
        }
    }

    /** Breaks the openings whose deadline has passed. To be called several times a second. */
    public void breakOverdue() {
        open.forEach(LinkOpening::breakIfOverdue);
    }

    /** Breaks all openings, because the links are not needed any more. */
    public void breakAll() {
        open.forEach(LinkOpening::breakNow);
    }

    /**
     * Resolves a host name; blocks at most until the deadline of the opening.
     *
     * @throws JedisConnectionException if the name could not be resolved in time
     */
    public InetAddress[] resolve(String host, LinkOpening of) throws UnknownHostException {
        if (ADDRESS.matcher(host).matches()) {
            return InetAddress.getAllByName(host);
        }
        int millis = of.timeoutMillis(Duration.ofDays(1));
        try {
            return resolving.computeIfAbsent(host, this::begin).get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new JedisConnectionException("the name of its host could not be resolved in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new JedisConnectionException("the name of its host could not be resolved", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("it is not opened any more", e);
        }
    }

    private CompletableFuture<InetAddress[]> begin(String host) {
        CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        Thread thread = threads.newThread(() -> {
            try {
                addresses.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException | RuntimeException | Error e) {
                addresses.completeExceptionally(e);
            } finally {
                resolving.remove(host);
            }
        });
        thread.setName("backplane-redis-names");
        thread.start();
        return addresses;
    }
}
