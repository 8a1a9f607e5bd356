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

/**
 * Guards on the path where all is well, beside the libraries that people call in their own code. Breaker means: opens
 * after three failures in a row or in a minute, whichever the library has. Stack means: retry, breaker, rate limit, bulkhead.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class GuardBenchmark {
    private static final String[] SYMBOLS = {"BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"};

    private final Exchange exchange = new Exchange();
    private final Resilience4jPeer resilience4j = new Resilience4jPeer();
    private final FailsafePeer failsafe = new FailsafePeer();
    private Exchange.Side side = Exchange.Side.BUY;
    private int next;

    private String nextSymbol() {
        return SYMBOLS[next++ & 3];
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.BREAKER)
    public String breaker() {
        return exchange.quote("BTCUSDT", side);
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.BREAKER_PER_SYMBOL)
    public String breakerPerSymbol() {
        return exchange.quote(nextSymbol(), side);
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.FOUR_GUARDS)
    public String stack() {
        return exchange.quote("BTCUSDT", side);
    }

    @Benchmark
    public String breakerResilience4j() {
        return resilience4j.breaker(() -> exchange.plainQuote("BTCUSDT", side));
    }

    @Benchmark
    public String breakerPerSymbolResilience4j() {
        String symbol = nextSymbol();
        return resilience4j.breakerOf(symbol, () -> exchange.plainQuote(symbol, side));
    }

    @Benchmark
    public String stackResilience4j() {
        return resilience4j.stack(() -> exchange.plainQuote("BTCUSDT", side));
    }

    @Benchmark
    public String breakerFailsafe() {
        return failsafe.breaker(() -> exchange.plainQuote("BTCUSDT", side));
    }

    @Benchmark
    public String stackFailsafe() {
        return failsafe.stack(() -> exchange.plainQuote("BTCUSDT", side));
    }

    @Benchmark
    public String breakerSentinel(SentinelPeer sentinel) {
        return sentinel.breaker(() -> exchange.plainQuote("BTCUSDT", side));
    }

    /** Sentinel has no retry: its stack is breaker, rate limit and bulkhead (its "thread" grade of flow control). */
    @Benchmark
    public String stackSentinel(SentinelPeer sentinel) {
        return sentinel.stack(() -> exchange.plainQuote("BTCUSDT", side));
    }
}
