package org.backplane.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.Swarm;
import org.backplane.bench.load.Trial;
import org.backplane.bench.load.Window;
import org.backplane.bench.load.dialect.BackplaneDialect;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.workload.redis.RedisCommands;

/** W5: clients that lost their connections come back all at once, and want what they missed. */
final class ReconnectStorm implements Workload {

    private final boolean isFresh;

    /** @param isFresh whether the nodes are started anew before the clients come back */
    ReconnectStorm(boolean isFresh) {
        this.isFresh = isFresh;
    }

    @Override
    public String name() {
        return isFresh ? "W5-fresh" : "W5";
    }

    @Override
    public String description() {
        return "2,000 clients reconnect at once, 100 messages each to recover: one channel, inboxes; "
                + (isFresh ? "nodes just started" : "nodes that went on");
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.dialect() instanceof BackplaneDialect;
    }

    @Override
    public Stage stage() {
        return isFresh ? Stage.RESTARTING : Stage.REPEATED;
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        for (Missed missed : List.of(new SharedChannel(), new Inboxes())) {
            rows.accept(storm(setting, missed));
        }
    }

    /** What the clients miss. */
    interface Missed {

        /** Where the clients sit. */
        List<Subscription> subscriptions(Contender contender, int clients);

        /** Publishes so many messages for each, which are confirmed when it returns. */
        void publish(Contender contender, List<Subscription> left, int messages);

        /** Whether each client gets messages of its own. */
        boolean isOfEach();
    }

    private Row storm(Setting setting, Missed missed) {
        Contender contender = setting.contender();
        int clients = setting.length().pick(500, 2000);
        try (Swarm swarm = new Swarm(contender)) {
            swarm.open(missed.subscriptions(contender, clients));
            Quiet.await(contender);
            List<Subscription> left = swarm.cutAll();
            missed.publish(contender, left, messages(setting));
            if (isFresh) {
                restartAll(contender);
            }
            Map<String, Long> parameters = Map.of(
                    "clients",
                    (long) clients,
                    "messages",
                    (long) messages(setting),
                    "inboxes",
                    missed.isOfEach() ? 1L : 0L,
                    "fresh",
                    isFresh ? 1L : 0L);
            return comeBack(setting, swarm, left, parameters);
        }
    }

    private static void restartAll(Contender contender) {
        for (int node = 0; node < contender.nodes().size(); node++) {
            contender.restart(node);
        }
        Quiet.await(contender);
    }

    private Row comeBack(Setting setting, Swarm swarm, List<Subscription> left, Map<String, Long> parameters) {
        Contender contender = setting.contender();
        long expected = (long) left.size() * messages(setting);
        Window window = swarm.window(new Trial(0, new int[0]));
        RedisCommands commands = RedisCommands.of(contender.redis().orElseThrow());
        CpuTime before = CpuTime.of(contender.processes());
        swarm.storm(left);
        window.drain(expected, 0);
        CpuTime used = CpuTime.of(contender.processes()).since(before);
        Map<String, Double> numbers =
                RedisCommands.of(contender.redis().orElseThrow()).since(commands);
        numbers.put("recoveryMillis", window.lastDelivery(before.taken()) / 1e6);
        numbers.put("misdirected", (double) window.amiss(messages(setting)).foreign());
        numbers.put("refused", (double) window.refused());
        numbers.put("closed", (double) window.closed());
        Row.Load load = load(window, messages(setting), expected);
        return new Rows("W5", setting).of(parameters, load, used.over(window.delivered()), numbers);
    }

    private static Row.Load load(Window window, long messages, long expected) {
        Window.Amiss amiss = window.amiss(messages);
        return new Row.Load(
                messages,
                0,
                window.delivered(),
                expected,
                amiss.lost(),
                amiss.doubled(),
                amiss.outOfOrder(),
                0,
                Latencies.NONE);
    }

    private static int messages(Setting setting) {
        return setting.length().pick(20, 100);
    }

    /** All listen to the same channel. */
    private static final class SharedChannel implements Missed {

        private final String channel = Traffic.channelPrefix() + "w5";

        @Override
        public List<Subscription> subscriptions(Contender contender, int clients) {
            List<Subscription> subscriptions = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                subscriptions.add(
                        Subscription.fresh(i % contender.nodes().size(), channel, new Subscription.Streams(0, 1)));
            }
            return subscriptions;
        }

        @Override
        public void publish(Contender contender, List<Subscription> left, int messages) {
            Outside.publish(contender, List.of(contender.dialect().publish(channel, 0)), messages);
        }

        @Override
        public boolean isOfEach() {
            return false;
        }
    }

    /** Each has its inbox and nothing else. */
    private static final class Inboxes implements Missed {

        @Override
        public List<Subscription> subscriptions(Contender contender, int clients) {
            List<Subscription> subscriptions = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                subscriptions.add(Subscription.fresh(i % contender.nodes().size(), "", new Subscription.Streams(i, 1)));
            }
            return subscriptions;
        }

        @Override
        public void publish(Contender contender, List<Subscription> left, int messages) {
            BackplaneDialect dialect = (BackplaneDialect) contender.dialect();
            Outside.publish(
                    contender,
                    left.stream()
                            .map(subscription -> dialect.send(
                                    subscription.previous().orElseThrow().user(),
                                    subscription.streams().first()))
                            .toList(),
                    messages);
        }

        @Override
        public boolean isOfEach() {
            return true;
        }
    }
}
