package org.backplane.it.servers;

import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.ApplicationScoped;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.api.event.ManagerStopping;

/** Runs a Redis from before the first server starts until after the last one has stopped. */
public final class SuiteRedis {

    private static final int BEFORE_ARQUILLIAN_XML_IS_READ = 100;

    @Inject
    @ApplicationScoped
    private InstanceProducer<RedisServer> redis;

    /** Starts it, and writes its address among the settings of the nodes. */
    public void start(@Observes(precedence = BEFORE_ARQUILLIAN_XML_IS_READ) ManagerStarted event) {
        RedisServer started = RedisServer.start(Kind.SYSTEM.isThereOrRequired() ? Kind.SYSTEM : Kind.EMBEDDED);
        redis.set(started);
        System.setProperty("it.settings", NodeSettings.asOptions(started.address()));
    }

    /** Stops it. */
    public void stop(@Observes ManagerStopping event) {
        redis.get().close();
    }
}
