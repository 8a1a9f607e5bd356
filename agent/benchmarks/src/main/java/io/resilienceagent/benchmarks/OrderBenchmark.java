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
 * A whole order chain without a disk: safe mode, breaker per symbol, limits, inventory, idempotency. Each order differs
 * from all before it that still count, since one that repeats itself would be denied.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class OrderBenchmark {
    private static final int ORDERS = 1 << 17;

    private final Exchange exchange = new Exchange();
    private final Order[] orders = new Order[ORDERS];
    private int next;

    /** Makes the orders: their prices differ, buying and selling take turns. */
    @Setup
    public void orders() {
        for (int i = 0; i < ORDERS; i++) {
            orders[i] = new Order(
                    "BTCUSDT", i % 2 == 0 ? Side.BUY : Side.SELL, new BigDecimal("0.01"), BigDecimal.valueOf(i + 1, 2));
        }
    }

    /** The agent learns what the account holds. */
    @Setup(Level.Iteration)
    public void balances() {
        exchange.balances();
    }

    @Benchmark
    public String plain() {
        return exchange.plainPlace(orders[next++ & (ORDERS - 1)]);
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.ORDERS)
    public String guarded() {
        return exchange.place(orders[next++ & (ORDERS - 1)]);
    }
}
