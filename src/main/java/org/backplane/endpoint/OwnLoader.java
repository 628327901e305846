package org.backplane.endpoint;

/** Lets code of the application see the application's class loader, whichever the thread of a container has. */
final class OwnLoader {

    private static final ClassLoader OWN = OwnLoader.class.getClassLoader();

    private OwnLoader() {}

    /** Runs a task that may call an application's beans. */
    static void run(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(OWN);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
