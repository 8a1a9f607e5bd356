package io.resilienceagent.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Eats all memory until there is none, again and again, and its loop hangs meanwhile; then it is asked by hand to stop
 * trading, which only an agent that has lived through all that takes note of.
 */
public final class HungryHost {
    private static final int LARGEST = 1 << 20;
    private static final int FAMINES = 12;

    private static final AtomicBoolean HANGING = new AtomicBoolean();
    private static final AtomicBoolean OVER = new AtomicBoolean();
    private static final AtomicInteger FAMINE = new AtomicInteger();
    private static final AtomicInteger TICKS = new AtomicInteger();
    private static final List<Object> EATEN = new ArrayList<>(100_000);
    private static final Calls CALLS = new Calls();

    private HungryHost() {}

    public static void main(String[] arguments) throws Exception {
        Path state = Path.of("resilience-state");
        Thread loop = new Thread(HungryHost::loop, "market-loop");
        loop.start();
        Await.until("the loop ticks", () -> TICKS.get() > 10);
        Await.until(
                "the agent has opened its eyes",
                () -> Files.exists(state.resolve("state.json")) && runs("resilience-flight"));
        Thread hungry = new Thread(HungryHost::eat, "hungry");
        hungry.start();
        Await.until("famines", () -> FAMINE.get() > 3);
        HANGING.set(true);
        Await.until("famines while the loop hangs", () -> FAMINE.get() > FAMINES);
        hungry.join();
        Await.until("SAFE_MODE", () -> denied().contains("SAFE_MODE"));
        HANGING.set(false);
        Await.until("recovery", () -> denied().equals("text"));
        Files.writeString(state.resolve("safe_mode"), "by hand");
        Await.until("SAFE_MODE by hand", () -> denied().contains("by hand"));
        OVER.set(true);
        loop.join();
        Tell.that("famines", FAMINE.get() > FAMINES);
    }

    private static boolean runs(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(running -> running.getName().equals(thread));
    }

    private static String denied() {
        try {
            return CALLS.plain();
        } catch (RuntimeException denied) {
            return String.valueOf(denied.getMessage());
        }
    }

    private static void loop() {
        while (!OVER.get()) {
            try {
                tick();
            } catch (OutOfMemoryError hungry) {
                // The next tick may find some.
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    static void tick() {
        TICKS.incrementAndGet();
        while (HANGING.get()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Large pieces first, then ever smaller ones, until there is not room for a single one. */
    private static void eat() {
        while (FAMINE.get() <= FAMINES) {
            List<Object> eaten = EATEN;
            int size = LARGEST;
            while (size > 0) {
                try {
                    eaten.add(new byte[size]);
                } catch (OutOfMemoryError full) {
                    size /= 2;
                }
            }
            LockSupport.parkNanos(50_000_000);
            eaten.clear();
            FAMINE.incrementAndGet();
        }
    }
}
