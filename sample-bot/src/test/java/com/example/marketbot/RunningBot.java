package com.example.marketbot;

import com.example.marketbot.chores.Trouble;
import com.example.marketbot.chores.TroublePlan;
import com.example.marketbot.exchange.ExchangeServer;
import com.example.marketbot.exchange.Ledger;
import com.example.marketbot.exchange.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A bot with a trouble of its own in this JVM, and a look at its loop from outside, as the JVM's own figures tell it. */
final class RunningBot implements AutoCloseable {
    static final int TICKS = 60;
    static final int HANG_AT = 20;

    private static final Duration HANG_FOR = Duration.ofSeconds(1);
    private static final Duration TICK_WORK = Duration.ofMillis(5);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Ledger ledger;
    private final ExchangeServer server;
    private final Bot bot;
    private final CompletableFuture<Summary> summary;

    RunningBot(Path data, Trouble trouble, String kind) throws Exception {
        this(data, trouble, kind, Duration.ofMillis(5));
    }

    RunningBot(Path data, Trouble trouble, String kind, Duration period) throws Exception {
        ledger = Ledger.writtenTo(null);
        server = ExchangeServer.start(0, Scenario.NORMAL, 1, ledger);
        TroublePlan plan = new TroublePlan(trouble, kind, HANG_AT, HANG_FOR, TICK_WORK);
        bot = new Bot(new BotSettings(server.address(), data, TICKS, period, 1, PATIENT, plan));
        summary = CompletableFuture.supplyAsync(() -> {
            try {
                return bot.run(trouble.label());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits until the loop's thread is seen in such a condition, and gives back what was seen. */
    ThreadInfo awaitLoop(Predicate<ThreadInfo> condition) {
        return Awaitility.await()
                .atMost(PATIENT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(RunningBot::loop, seen -> seen != null && condition.test(seen));
    }

    /** The loop's thread as it is now, with its whole stack; null if there is none. */
    private static ThreadInfo loop() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(LoopThread.NAME))
                .map(thread -> THREADS.getThreadInfo(thread.getThreadId(), Integer.MAX_VALUE))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The processor time that the loop's thread has used so far, in nanoseconds. */
    static long cpuTime(ThreadInfo thread) {
        return THREADS.getThreadCpuTime(thread.getThreadId());
    }

    /** The classes and methods on a thread's stack, innermost first, as {@code Class#method}. */
    static List<String> frames(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> frame.getClassName() + "#" + frame.getMethodName())
                .toList();
    }

    /** Whether a thread is at work in this method of a chore, and inside a tick. */
    static boolean inTick(ThreadInfo thread, String method) {
        List<String> frames = frames(thread);
        int chore = frames.indexOf("com.example.marketbot.chores." + method);
        return chore >= 0 && frames.lastIndexOf("com.example.marketbot.MarketAnalysisLoop#tick") > chore;
    }

    /** Waits for the run's end. */
    Summary end() throws Exception {
        return summary.get(PATIENT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        bot.close();
        server.close();
        ledger.close();
        Awaitility.await().until(() -> loop() == null);
    }
}
