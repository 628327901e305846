package org.backplane.endpoint.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that write responses: at most {@value #THREADS}, at most {@value #WAITING} responses waiting for them, above
 * which it rejects, none when idle.
 *
 * <p>The server's own executor will not do: the default one of WildFly runs four tasks at once, so that four clients which
 * do not read would stop everybody.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container sets the factory before it calls start()
public class ResponseThreads implements Executor {

    private static final int THREADS = 32;
    private static final int WAITING = 10_000;
    private static final long IDLE_SECONDS = 10;

    @Resource
    private ManagedThreadFactory factory;

    private ThreadPoolExecutor pool;

    @PostConstruct
    void start() {
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), factory);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
