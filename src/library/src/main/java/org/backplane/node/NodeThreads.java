package org.backplane.node;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a node: managed threads of the container if it runs them, else threads of the JDK.
 *
 * <p>On {@code asadmin enable}, GlassFish 7.0.21 starts an application before it is marked as enabled. A managed thread that
 * starts meanwhile ends without running its task ("Module backplane is disabled" in the log). In that case the node uses
 * threads of the JDK with the class loader of the application: none of them runs application code, and all of them end with
 * the node.
 */
final class NodeThreads {

    private static final System.Logger LOG = System.getLogger(NodeThreads.class.getName());
    private static final long PROBE_SECONDS = 2;

    private NodeThreads() {}

    /**
     * Tests whether a managed thread runs; blocks for up to two seconds. A thread that still waits then is accepted: Open
     * Liberty 26.0.0.3 starts managed threads when the application has started.
     */
    static ThreadFactory of(ThreadFactory container) {
        if (runsThreads(container)) {
            return container;
        }
        LOG.log(Level.INFO, "The server does not run managed threads yet: the node uses threads of its own");
        return NodeThreads::unmanaged;
    }

    private static boolean runsThreads(ThreadFactory container) {
        CountDownLatch started = new CountDownLatch(1);
        @Nullable Thread probe = container.newThread(started::countDown);
        if (probe == null) {
            return false;
        }
        probe.start();
        try {
            probe.join(TimeUnit.SECONDS.toMillis(PROBE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return started.getCount() == 0 || probe.isAlive();
    }

    private static Thread unmanaged(Runnable task) {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(NodeThreads.class.getClassLoader());
        return thread;
    }
}
