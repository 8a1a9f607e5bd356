package io.resilienceagent.benchmarks;

import io.resilienceagent.benchmarks.Exchange.Order;
import io.resilienceagent.benchmarks.Exchange.Side;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Orders per second that are on the disk before they are sent, by 32 threads: the agent's journal, where threads share
 * their forces, and a file that each order forces for itself, on the same disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Threads(32)
@Fork(2)
public class JournalBenchmark {
    private static final Path DIRECTORY = Path.of("agent", "benchmarks", "target");

    private final Exchange exchange = new Exchange();
    private final AtomicLong prices = new AtomicLong(1);
    private RandomAccessFile file;

    /** Opens the file of the plain journal. */
    @Setup
    public void open() throws IOException {
        Files.createDirectories(DIRECTORY);
        file = new RandomAccessFile(DIRECTORY.resolve("plain.journal").toFile(), "rw");
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        file.close();
    }

    private Order order() {
        return new Order("BTCUSDT", Side.BUY, BigDecimal.ONE, BigDecimal.valueOf(prices.getAndIncrement(), 2));
    }

    @Benchmark
    @Fork(value = 2, jvmArgsAppend = Woven.JOURNAL)
    public String sharedForces() {
        return exchange.place(order());
    }

    @Benchmark
    public String forcePerOrder() throws IOException {
        Order order = order();
        byte[] record = order.toString().getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            file.write(record);
            file.getFD().sync();
        }
        return exchange.plainPlace(order);
    }
}
