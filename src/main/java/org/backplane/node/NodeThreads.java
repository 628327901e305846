package org.backplane.node;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a node: the container's, if it lets them run.
 *
 * <p>GlassFish 7.0.21, at {@code asadmin enable}, starts an application before it counts as enabled, and a managed thread
 * that begins meanwhile ends without a word to its task ("Module backplane is disabled" in the log). Then they are Java's
 * own, with the class loader of the application: none of them runs application code, and all end with the node.
 */
final class NodeThreads {

    private static final System.Logger LOG = System.getLogger(NodeThreads.class.getName());
    private static final long BOUND_SECONDS = 2;

    private NodeThreads() {}

    /**
     * Tries one of the container's, for two seconds at most: Open Liberty 26.0.0.3 lets threads wait until the application has
     * started, which is well.
     */
    static ThreadFactory of(ThreadFactory container) {
        if (lets(container)) {
            return container;
        }
        LOG.log(Level.INFO, "The server does not run managed threads yet: the node runs on threads of Java's own");
        return NodeThreads::ofJava;
    }

    private static boolean lets(ThreadFactory container) {
        CountDownLatch begun = new CountDownLatch(1);
        @Nullable Thread probe = container.newThread(begun::countDown);
        if (probe == null) {
            return false;
        }
        probe.start();
        try {
            probe.join(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return begun.getCount() == 0 || probe.isAlive();
    }

    private static Thread ofJava(Runnable task) {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(NodeThreads.class.getClassLoader());
        return thread;
    }
}
