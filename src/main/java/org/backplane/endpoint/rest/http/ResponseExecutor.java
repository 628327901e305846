package org.backplane.endpoint.rest.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.backplane.concurrent.ManagedPool;

/**
 * Some threads that write responses; none when idle.
 *
 * <p>Thread-safe. What was begun finds its place: a lane that is full says so before an operation starts, since
 * afterwards there would be no thread to say it on.
 */
public final class ResponseExecutor implements Executor, AutoCloseable {

    private static final boolean ON_WILDFLY =
            ResponseExecutor.class.getClassLoader().getClass().getName().startsWith("org.jboss.modules.");

    private final ThreadPoolExecutor pool;
    private final int waiting;

    /**
     * Starts nothing yet.
     *
     * @param size most threads
     * @param waiting how many responses may wait for a thread
     */
    public ResponseExecutor(ThreadFactory threads, int size, int waiting) {
        this.pool = new ManagedPool(threads, size);
        this.waiting = waiting;
    }

    /** Whether another operation should be started whose response is to go this way. */
    boolean hasRoom() {
        return pool.getQueue().size() < waiting;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(ON_WILDFLY ? () -> runOutside(task) : task);
    }

    /**
     * Without the application's class loader about it: WildFly 39 starts workers of its own meanwhile, which inherit the class
     * loader of the thread that does so and keep it after the application has gone. Not on other servers: without it, GlassFish
     * 7.0.21 and 8.0.0-M12 answer 500 once an application was deployed again (WELD-000229 in the log of 8.0.0-M12).
     */
    private static void runOutside(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
