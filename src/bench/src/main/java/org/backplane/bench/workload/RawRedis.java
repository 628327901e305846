package org.backplane.bench.workload;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.dialect.BackplaneDialect;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * What nothing that goes over Redis can be faster than: {@code PUBLISH} by one connection, one after the other and many in one batch.
 * Nobody subscribes. Measured once in a repetition, on the first contender that brings a Redis.
 */
final class RawRedis implements Workload {

    private static final String NAME = "Redis alone";
    private static final String PAYLOAD = "x".repeat(100);
    private static final int IN_BATCH = 256;

    private int lastRepetition;

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String description() {
        return "raw PUBLISH, one by one and 256 in a batch";
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.dialect() instanceof BackplaneDialect
                && contender.redis().isPresent();
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        if (setting.repetition() == lastRepetition) {
            return;
        }
        lastRepetition = setting.repetition();
        InetSocketAddress redis = setting.contender().redis().orElseThrow();
        try (Jedis jedis = new Jedis(redis.getHostString(), redis.getPort())) {
            for (int batch : new int[] {1, IN_BATCH}) {
                rows.accept(measure(setting, jedis, batch));
            }
        }
    }

    private Row measure(Setting setting, Jedis jedis, int batch) {
        publish(jedis, batch, setting.length().briefWarmUpSeconds());
        CpuTime before = CpuTime.of(setting.contender().processes());
        Histogram latencies = publish(jedis, batch, setting.length().briefSeconds());
        CpuTime used = CpuTime.of(setting.contender().processes()).since(before);
        long published = latencies.getTotalCount() * batch;
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("acknowledgedPerSecond", published * 1e9 / used.taken());
        Latencies.put(numbers, "acknowledgement", latencies);
        numbers.put("cpuMicrosPerPublish", used.over(published).redis());
        Row.Load load = new Row.Load(published, published, 0, 0, 0, 0, 0, 0, Latencies.of(latencies));
        return new Row(
                NAME,
                "PUBLISH by Jedis",
                name(),
                Map.of("batch", (long) batch),
                setting.repetition(),
                load,
                used.over(published),
                numbers);
    }

    /** How long each batch took, in microseconds. */
    private static Histogram publish(Jedis jedis, int batch, int seconds) {
        Histogram latencies = new Histogram(3);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            try (Pipeline pipeline = jedis.pipelined()) {
                for (int i = 0; i < batch; i++) {
                    pipeline.publish("load", PAYLOAD);
                }
            }
            latencies.recordValue((System.nanoTime() - start) / 1000);
        }
        return latencies;
    }
}
