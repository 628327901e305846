package org.backplane.endpoint.rest.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import org.backplane.config.ServerResources;

/**
 * The threads that write responses, with one executor for reads and one for writes: the responses of reads can be long, and
 * clients that do not read them must not delay those who publish.
 *
 * <p>The managed executor of the server is not used: the default one of WildFly runs four tasks at once, so four clients that
 * do not read would block all responses.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container calls start() first
public class ResponseThreads {

    private static final int READ_THREADS = 64;
    private static final int WRITE_THREADS = 32;
    private static final int MAX_WAITING = 1000;

    private ResponseExecutor reads;
    private ResponseExecutor writes;

    @PostConstruct
    void start() {
        ManagedThreadFactory factory = ServerResources.threads();
        reads = new ResponseExecutor(factory, READ_THREADS, MAX_WAITING);
        writes = new ResponseExecutor(factory, WRITE_THREADS, MAX_WAITING);
    }

    ResponseExecutor reads() {
        return reads;
    }

    ResponseExecutor writes() {
        return writes;
    }

    @PreDestroy
    void stop() {
        reads.close();
        writes.close();
    }
}
