package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process can be told from outside by its id alone. */
public enum Signal {
    /** Stands still where it is, connections open, until {@link #CONT}. */
    STOP,
    /** Goes on. */
    CONT,
    /** Please end. */
    TERM;

    /**
     * Sends it, and returns when it is sent.
     *
     * @throws IllegalStateException if there is no such process
     */
    public void send(long pid) {
        try {
            int result = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " answered " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
