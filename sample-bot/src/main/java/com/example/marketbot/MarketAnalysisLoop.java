package com.example.marketbot;

import com.example.marketbot.chores.Chore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The heart of the bot: one thread that looks at the market at every tick and acts on what it sees. */
public final class MarketAnalysisLoop implements AutoCloseable {
    private static final int REFRESH_POSITIONS_EVERY = 10;
    private static final int CHECK_OPEN_ORDERS_EVERY = 20;

    private final LoopThread thread;
    private final Feeder feeder;
    private final Strategy strategy;
    private final Ares ares;
    private final OrderDesk desk;
    private final Account account;
    private final BooleanSupplier safeMode;
    private final Chore chore;
    private final AtomicLong signals = new AtomicLong();
    private LoopStats stats = new LoopStats(0);
    private long ticks;
    private long nextSequence = 1;

    /**
     * @param thread runs the ticks, and ends with this loop
     * @param safeMode while true, no order goes out
     * @param chore what every tick does besides trading
     */
    public MarketAnalysisLoop(
            LoopThread thread,
            Feeder feeder,
            Strategy strategy,
            Ares ares,
            OrderDesk desk,
            Account account,
            BooleanSupplier safeMode,
            Chore chore) {
        this.thread = thread;
        this.feeder = feeder;
        this.strategy = strategy;
        this.ares = ares;
        this.desk = desk;
        this.account = account;
        this.safeMode = safeMode;
        this.chore = chore;
    }

    /** Runs so many ticks and returns when the last is over; 0 ticks mean to run until the process ends. */
    public LoopStats run(long count, Duration period) throws InterruptedException {
        LoopStats measured = new LoopStats(period.toNanos());
        stats = measured;
        thread.every(period, () -> {
            if (count == 0 || ticks < count) {
                measuredTick();
            }
            if (ticks == count) {
                thread.finish();
            }
        });
        thread.awaitFinish();
        return measured;
    }

    private void measuredTick() {
        long start = System.nanoTime();
        tick();
        stats.record(start, System.nanoTime());
        chore.after(ticks);
    }

    /** One look at the market, and all that follows from it. */
    public void tick() {
        ticks++;
        try {
            List<MarketUpdate> updates = feeder.await(nextSequence);
            if (!updates.isEmpty()) {
                nextSequence++;
            }
            keepAccount();
            chore.during(ticks);
            if (!safeMode.getAsBoolean()) {
                desk.retryDue(ticks);
                trade(updates);
            }
        } catch (RuntimeException e) {
            Log.once("a tick failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepAccount() {
        try {
            if (ticks % REFRESH_POSITIONS_EVERY == 0) {
                account.refreshPositions();
            }
            if (ticks % CHECK_OPEN_ORDERS_EVERY == 0) {
                account.cancelStaleOrders();
            }
        } catch (RuntimeException e) {
            Log.once("cannot look after the account: " + e.getMessage()); // what we knew before is good enough
        }
    }

    private void trade(List<MarketUpdate> updates) {
        List<Signal> decided = new ArrayList<>();
        updates.forEach(update -> decided.addAll(ares.decide(update, strategy.signals(update))));
        signals.addAndGet(decided.size());
        decided.forEach(signal -> desk.submit(signal, ticks));
    }

    /** How many signals there were. */
    public long signals() {
        return signals.get();
    }

    /** Ends the loop's thread. */
    @Override
    public void close() {
        thread.close();
    }
}
