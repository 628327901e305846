package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.backplane.broker.RareLog;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks the sentinels once a second whether the master has moved: one that they gave up may still answer us, and nothing
 * that it stores will be kept. The loop of a thread of its own, until that is interrupted.
 */
final class MasterWatch implements Runnable {

    private static final System.Logger LOG = System.getLogger(MasterWatch.class.getName());

    private final RareLog rare = new RareLog(LOG);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisConnector connector;

    MasterWatch(RedisConnector connector) {
        this.connector = connector;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                connector.leaveFormerMaster();
            } catch (JedisException e) {
                LOG.log(Level.DEBUG, "nobody knows whether the master has moved", e);
            } catch (RuntimeException bug) {
                rare.log(
                        Level.ERROR,
                        "Asking the sentinels failed; they are asked again. This is a bug in Backplane: please report it.",
                        bug);
            }
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }
}
