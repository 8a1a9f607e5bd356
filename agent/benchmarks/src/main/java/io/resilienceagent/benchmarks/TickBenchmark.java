package io.resilienceagent.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a loop to be watched: the same method as in {@link DispatchBenchmark}, each call a tick. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class TickBenchmark {
    private final Exchange exchange = new Exchange();
    private Exchange.Side side = Exchange.Side.BUY;
    private long quantity = 1000;

    /** The call itself, in a JVM without the agent. */
    @Benchmark
    public String plain() {
        return exchange.quote("BTCUSDT", side);
    }

    /** Each call is a tick. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.LOOP)
    public String tick() {
        return exchange.quote("BTCUSDT", side);
    }

    /** The same on two threads at once, each with a slot of its own. */
    @Benchmark
    @Threads(2)
    @Fork(value = 2, jvmArgsAppend = Woven.LOOP)
    public String tickOnTwoThreads() {
        return exchange.quote("BTCUSDT", side);
    }

    /** One guard, which reads one flag, and no tick. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.ONE_GUARD)
    public String guard() {
        return exchange.quote("BTCUSDT", side);
    }

    /** One guard, which reads one flag, within a tick. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.GUARDED_LOOP)
    public String guardedTick() {
        return exchange.quote("BTCUSDT", side);
    }

    /** A method with primitives, in a JVM without the agent. */
    @Benchmark
    public long primitivesPlain() {
        return exchange.price("BTCUSDT", quantity++);
    }

    /** The same, each call a tick. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.LOOP)
    public long primitivesTick() {
        return exchange.price("BTCUSDT", quantity++);
    }
}
