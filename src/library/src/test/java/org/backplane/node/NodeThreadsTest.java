package org.backplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeThreadsTest {

    private static final long BOUND_SECONDS = 30;

    @Test
    void runningManagedThreadsAreUsed() {
        ThreadFactory container = Executors.defaultThreadFactory();

        assertThat(NodeThreads.of(container)).isSameAs(container);
    }

    /** Like Open Liberty until the application has started. */
    @Test
    void managedThreadsThatStartLaterAreUsed() {
        CountDownLatch started = new CountDownLatch(1);
        ThreadFactory container = task -> Executors.defaultThreadFactory().newThread(() -> {
            try {
                started.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            task.run();
        });

        assertThat(NodeThreads.of(container)).isSameAs(container);
        started.countDown();
    }

    /** Like GlassFish while it enables an application. */
    @Test
    void unmanagedThreadsReplaceManagedOnesThatEndWithoutTheTask() throws InterruptedException {
        ThreadFactory container = task -> Executors.defaultThreadFactory().newThread(() -> {});
        CountDownLatch ran = new CountDownLatch(1);

        Thread thread = NodeThreads.of(container).newThread(ran::countDown);
        thread.start();

        assertThat(ran.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(NodeThreads.class.getClassLoader());
    }
}
