package io.resilienceagent.order;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sums over the last 24 hours, by name, on the monotonic clock. An amount leaves its sum within five minutes after
 * its day is over, never before. Outlives policy reloads. Thread-safe.
 */
public final class DayTotals {
    private static final long SLICE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long SLICES = TimeUnit.DAYS.toNanos(1) / SLICE_NANOS;
    private static final int MOST_NAMES = 10_000;

    /** What came in within five minutes. */
    private static final class Slice {
        final long number;
        BigDecimal sum = BigDecimal.ZERO;

        Slice(long number) {
            this.number = number;
        }
    }

    /** An amount that was counted, to be given back if it turns out not to count. */
    public final class Counted {
        private final Slice slice;
        private final BigDecimal amount;

        private Counted(Slice slice, BigDecimal amount) {
            this.slice = slice;
            this.amount = amount;
        }

        /** Takes the amount out of the sum. */
        public void giveBack() {
            synchronized (DayTotals.this) {
                slice.sum = slice.sum.subtract(amount);
            }
        }
    }

    private final OrderTime time;
    private final long origin;
    private final Map<String, Deque<Slice>> slices = new HashMap<>();

    /** Sums that begin at zero. */
    public DayTotals(OrderTime time) {
        this.time = time;
        this.origin = time.nanos();
    }

    /** Counts the amount if the day's sum then is at most the limit; else answers null. */
    public synchronized Counted count(String name, BigDecimal amount, BigDecimal limit) {
        Deque<Slice> day = day(name);
        if (sum(day).add(amount).compareTo(limit) > 0) {
            return null;
        }
        long number = Math.floorDiv(time.nanos() - origin, SLICE_NANOS);
        Slice last = day.peekLast();
        if (last == null || last.number != number) {
            last = new Slice(number);
            day.addLast(last);
        }
        last.sum = last.sum.add(amount);
        return new Counted(last, amount);
    }

    /** The sum of the last 24 hours. */
    public synchronized BigDecimal sum(String name) {
        return sum(day(name));
    }

    private static BigDecimal sum(Deque<Slice> day) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Slice slice : day) {
            sum = sum.add(slice.sum);
        }
        return sum;
    }

    private Deque<Slice> day(String name) {
        if (slices.size() >= MOST_NAMES) {
            slices.values().removeIf(this::over);
        }
        Deque<Slice> day = slices.computeIfAbsent(name, fresh -> new ArrayDeque<>());
        over(day);
        return day;
    }

    /** Drops what is older than a day; whether nothing is left. */
    private boolean over(Deque<Slice> day) {
        long oldest = Math.floorDiv(time.nanos() - origin, SLICE_NANOS) - SLICES;
        while (!day.isEmpty() && day.peekFirst().number < oldest) {
            day.pollFirst();
        }
        return day.isEmpty();
    }
}
