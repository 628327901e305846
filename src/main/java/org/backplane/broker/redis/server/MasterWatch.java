package org.backplane.broker.redis.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.loop.Outage;

/**
 * Asks the sentinels once a second whether the master has moved: one that they gave up may still answer us, and nothing
 * that it stores will be kept.
 */
public final class MasterWatch implements LoopThread.Loop {

    private static final System.Logger LOG = System.getLogger(MasterWatch.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Runnable leaveFormerMaster;
    private final Outage outage = new Outage(true, System::nanoTime);
    private volatile String problem = "";

    /** @param leaveFormerMaster asks once and acts on it; throws {@link RedisException} if nobody knows */
    public MasterWatch(Runnable leaveFormerMaster) {
        this.leaveFormerMaster = leaveFormerMaster;
    }

    /** Why nobody asks; empty if somebody does. */
    public String problem() {
        return problem;
    }

    /** For how long nobody has asked. */
    public Duration outage() {
        return outage.lasts();
    }

    @Override
    public void round() throws InterruptedException {
        try {
            leaveFormerMaster.run();
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "nobody knows whether the master has moved", e);
        }
        problem = "";
        outage.ends();
        LockSupport.parkNanos(this, PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void failed(Throwable why) {
        outage.begins();
        problem = "asking the sentinels failed: " + why;
    }

    @Override
    public void ended() {
        outage.begins();
        problem = "the thread that asks the sentinels has ended";
    }
}
