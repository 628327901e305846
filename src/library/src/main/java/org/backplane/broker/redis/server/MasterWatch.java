package org.backplane.broker.redis.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.loop.Outage;

/**
 * Asks the sentinels once a second whether the master has changed: a former master may still reply, but its writes are lost
 * when it becomes a replica.
 */
public final class MasterWatch implements LoopThread.Loop {

    private static final System.Logger LOG = System.getLogger(MasterWatch.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Runnable leaveFormerMaster;
    private final Outage outage = new Outage(true, System::nanoTime);
    private volatile String problem = "";

    /**
     * Asks nothing yet.
     *
     * @param leaveFormerMaster asks the sentinels and breaks links to a former master; throws {@link RedisException} if no
     *     sentinel knows the master
     */
    public MasterWatch(Runnable leaveFormerMaster) {
        this.leaveFormerMaster = leaveFormerMaster;
    }

    /** Why the sentinels are not asked; empty if they are. */
    public String problem() {
        return problem;
    }

    /** For how long the sentinels have not been asked; zero if they are. */
    public Duration outage() {
        return outage.lasts();
    }

    @Override
    public void round() throws InterruptedException {
        try {
            leaveFormerMaster.run();
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "no sentinel knows the master", e);
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
