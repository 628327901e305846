package org.backplane.endpoint;

import java.util.concurrent.TimeUnit;
import org.backplane.endpoint.websocket.CommandReader;
import org.backplane.hub.command.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Measures parsing the commands of a frame of a client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommandBenchmark {

    private static final int MAX_BYTES = 32 * 1024;

    private final CommandReader reader = new CommandReader(MAX_BYTES);
    private String frame = "";

    /** The number of commands in the frame. */
    @Param({"1", "16"})
    private int commands;

    /** Prepares publish commands with 100 bytes of data. */
    @Setup
    public void prepare() {
        String line = "{\"type\":\"publish\",\"id\":4711,\"channel\":\"home\",\"name\":\"chat\",\"data\":\""
                + "x".repeat(100) + "\",\"key\":\"c0ffee-4711\"}";
        frame = (line + "\n").repeat(commands);
    }

    /** Splits a frame into lines and parses them. */
    @Benchmark
    public void read(Blackhole hole) {
        for (String line : CommandReader.lines(frame)) {
            Request request = reader.read(line);
            hole.consume(request);
        }
    }
}
