package org.backplane.test;

/** A thread that does not keep the JVM. */
final class Daemon {

    private Daemon() {}

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
