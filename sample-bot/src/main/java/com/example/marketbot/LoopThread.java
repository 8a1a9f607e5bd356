package com.example.marketbot;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread of the loop, for its ticks and for whatever else has to happen between two of them. */
public final class LoopThread implements Executor, AutoCloseable {
    /** The name of the thread. */
    public static final String NAME = "MarketAnalysisLoop";

    private final ScheduledExecutorService executor;
    private final CountDownLatch finished = new CountDownLatch(1);

    /** @param stackBytes the size of its stack, or 0 for what the JVM thinks right */
    public LoopThread(long stackBytes) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> new Thread(null, task, NAME, stackBytes));
    }

    /** Runs a task over and over, from now on, at a fixed rate; the first exception that escapes it is the last. */
    void every(Duration period, Runnable task) {
        var unused = executor.scheduleAtFixedRate(task, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task once, as soon as all is done that was due before. */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Tells whoever waits in {@link #awaitFinish} that there is nothing more to wait for. */
    public void finish() {
        finished.countDown();
    }

    /** Waits until somebody says that the loop's work is over. */
    void awaitFinish() throws InterruptedException {
        finished.await();
    }

    /** Ends the thread; a task that is running is interrupted. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
