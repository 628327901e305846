package org.backplane.endpoint.rest.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The threads that write responses, a lane for readers and one for writers: the answers of readers can be long, and
 * clients that do not take theirs must not hold up those who publish.
 *
 * <p>The server's own executor will not do: the default one of WildFly runs four tasks at once, so that four clients which
 * do not read would stop everybody.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container sets the factory before it calls start()
public class ResponseThreads {

    private static final int READERS = 64;
    private static final int WRITERS = 32;
    private static final int WAITING = 1000;

    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    private ManagedThreadFactory factory;

    private ResponseExecutor reads;
    private ResponseExecutor writes;

    @PostConstruct
    void start() {
        reads = new ResponseExecutor(factory, READERS, WAITING);
        writes = new ResponseExecutor(factory, WRITERS, WAITING);
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
