package io.resilienceagent.benchmarks;

import io.resilienceagent.benchmarks.Exchange.Order;
import io.resilienceagent.benchmarks.Exchange.Side;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole order chain without a disk: safe mode, breaker per symbol, limits, inventory, idempotency. Each order is made
 * where it is sent, as bots do, and differs from all before it that still count, since one that repeats itself would be
 * denied. What a bot's own work costs is in {@link #plain}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class OrderBenchmark {
    /** How many orders differ: more than can be sent within the policy's {@code within}. */
    private static final int ORDERS = 1 << 17;

    private static final BigDecimal QUANTITY = new BigDecimal("0.01");

    private final Exchange exchange = new Exchange();
    private int sent;

    /** The agent learns what the account holds. */
    @Setup(Level.Iteration)
    public void balances() {
        exchange.balances();
    }

    /** Prices differ, buying and selling take turns. */
    private Order order() {
        int number = sent++ & (ORDERS - 1);
        Side side = number % 2 == 0 ? Side.BUY : Side.SELL;
        return new Order("BTCUSDT", side, QUANTITY, BigDecimal.valueOf(number + 1, 2));
    }

    @Benchmark
    public String plain() {
        return exchange.plainPlace(order());
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.ORDERS)
    public String guarded() {
        return exchange.place(order());
    }
}
