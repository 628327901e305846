package org.backplane.endpoint.container;

/** Sets the context class loader of the current thread for as long as a task runs. */
public final class ContextLoader {

    private static final ClassLoader APPLICATION = ContextLoader.class.getClassLoader();
    private static final boolean ON_WILDFLY = APPLICATION.getClass().getName().startsWith("org.jboss.modules.");

    private ContextLoader() {}

    /** A task that may fail with {@code E}. */
    @FunctionalInterface
    public interface Task<E extends Exception> {
        void run() throws E;
    }

    /** Runs a task that may call beans of the application, with the class loader of the application. */
    public static <E extends Exception> void ofApplication(Task<E> task) throws E {
        with(APPLICATION, task);
    }

    /**
     * Runs a task that looks up classes by the context class loader, so that it does not search the jars of the application.
     */
    static <E extends Exception> void ofPlatform(Task<E> task) throws E {
        with(ClassLoader.getPlatformClassLoader(), task);
    }

    /**
     * Wraps a task that writes a response: on WildFly it runs with the class loader of the platform.
     *
     * <p>WildFly 39 starts worker threads while a response is written. They inherit the context class loader of the thread
     * that starts them, and would keep the application's after its undeployment. On other servers the task is returned
     * unchanged: with the class loader of the platform, GlassFish 7.0.21 and 8.0.0-M12 answer 500 once an application was
     * deployed again (WELD-000229 in the log of 8.0.0-M12).
     */
    public static Runnable forResponse(Runnable task) {
        return ON_WILDFLY ? () -> ofPlatform(task::run) : task;
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
