package org.backplane.endpoint.container;

/** Which classes code finds by the context class loader of its thread, for as long as a task runs. */
public final class ContextLoader {

    private static final ClassLoader APPLICATION = ContextLoader.class.getClassLoader();

    private ContextLoader() {}

    /** What runs under another class loader. */
    @FunctionalInterface
    public interface Task<E extends Exception> {
        void run() throws E;
    }

    /** Runs what may call an application's beans, whichever class loader the container's thread has. */
    public static <E extends Exception> void ofApplication(Task<E> task) throws E {
        with(APPLICATION, task);
    }

    /** Runs what would look through the jars of the application, and need not. */
    static <E extends Exception> void ofPlatform(Task<E> task) throws E {
        with(ClassLoader.getPlatformClassLoader(), task);
    }

    private static <E extends Exception> void with(ClassLoader loader, Task<E> task) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
