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
import org.openjdk.jmh.annotations.Warmup;

/** What a woven method costs before any guard does anything. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class DispatchBenchmark {
    private final Exchange exchange = new Exchange();
    private Exchange.Side side = Exchange.Side.BUY;
    private long quantity = 1000;

    /** The call itself, in a JVM without the agent. */
    @Benchmark
    public String plain() {
        return exchange.quote("BTCUSDT", side);
    }

    /** A method that is woven, while its guards are switched off. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.DORMANT)
    public String dormant() {
        return exchange.quote("BTCUSDT", side);
    }

    /** One guard, which reads one flag. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.ONE_GUARD)
    public String oneGuard() {
        return exchange.quote("BTCUSDT", side);
    }

    /** The call of a method with primitives, in a JVM without the agent. */
    @Benchmark
    public long primitivesPlain() {
        return exchange.price("BTCUSDT", quantity++);
    }

    /** The same, woven, while its guards are switched off. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.DORMANT)
    public long primitivesDormant() {
        return exchange.price("BTCUSDT", quantity++);
    }

    /** The same with one guard. */
    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.ONE_GUARD)
    public long primitivesOneGuard() {
        return exchange.price("BTCUSDT", quantity++);
    }
}
