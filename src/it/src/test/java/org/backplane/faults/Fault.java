package org.backplane.faults;

import java.time.Duration;

/** What can break while people talk. Each ends by itself: when it returns, all is whole again but may still recover. */
enum Fault {
    CUT_COMMANDS("connections for commands cut", 2, (scene, node, time) -> scene.servers()
            .redis()
            .cutClients()),
    CUT_SUBSCRIPTIONS("subscriptions cut", 2, (scene, node, time) -> scene.servers()
            .redis()
            .cutSubscribers()),
    CUT_NETWORK("network cut", 2, (scene, node, time) -> node.network().cut()),
    REFUSED("connections refused", 1, (scene, node, time) -> {
        node.network().refuse();
        FaultServers.lasts(time.dividedBy(2));
        node.network().heal();
    }),
    BLACK_HOLE("black hole", 1, (scene, node, time) -> {
        node.network().blackHole();
        FaultServers.lasts(time);
        node.network().heal();
    }),
    SLOW_LINK("slow link", 1, (scene, node, time) -> {
        node.network().slow(50_000);
        FaultServers.lasts(time.dividedBy(2));
        node.network().heal();
    }),
    REDIS_STALL("Redis stalled", 1, (scene, node, time) -> {
        scene.servers().redis().stall();
        FaultServers.lasts(time);
        scene.servers().redis().resume();
    }),
    REDIS_RESTART("Redis killed, back with its data", 1, (scene, node, time) -> {
        scene.servers().redis().kill();
        FaultServers.lasts(time.dividedBy(4));
        scene.servers().redis().restart();
    }),
    REDIS_EMPTY("Redis killed, back empty", 1, (scene, node, time) -> scene.servers()
            .redis()
            .restartEmpty()),
    WITNESS_CUT("clients cut", 2, (scene, node, time) -> scene.aWitness().cut()),
    TALKER_CUT("publishers cut", 2, (scene, node, time) -> scene.aTalker().cut()),
    NODE_STALL("node stalled", 1, (scene, node, time) -> {
        node.stall();
        FaultServers.lasts(time.multipliedBy(2));
        node.resume();
    }),
    NODE_KILL("node killed and started again", 1, (scene, node, time) -> {
        node.kill();
        node.restart();
    }),
    REDEPLOY("redeployed", 1, (scene, node, time) -> {
        node.undeploy();
        node.deploy();
    });

    /** What a fault happens to. */
    interface Scene {

        FaultServers servers();

        /** One of the witnesses, at random. */
        RecordingClient aWitness();

        /** One of the talkers, at random. */
        Talker aTalker();
    }

    private interface Strike {
        void at(Scene scene, NodeProcess node, Duration time);
    }

    private final String text;
    private final int share;

    /** A lambda without state; nobody can say so to the compiler. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    Fault(String text, int share, Strike strike) {
        this.text = text;
        this.share = share;
        this.strike = strike;
    }

    /** What people read. */
    String text() {
        return text;
    }

    /** How often it comes among the others. */
    int share() {
        return share;
    }

    /**
     * Makes it happen, and returns when it is over.
     *
     * @param time how long it lasts, about
     */
    void strike(Scene scene, NodeProcess node, Duration time) {
        strike.at(scene, node, time);
    }
}
