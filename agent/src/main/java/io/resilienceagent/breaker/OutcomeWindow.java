package io.resilienceagent.breaker;

import io.resilienceagent.guard.Span;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How many calls ended, failed and were slow in the last {@code within}, in ten slices of time that replace each
 * other: it covers between nine and ten tenths of the window. Lock-free; allocates once per slice, not per call.
 *
 * <p>The three counts of a slice are packed into one number (21 bits each), so that one addition counts an outcome and no
 * reader sees a failure without its call. A slice that reached a million calls ignores further ones: its rates stand.
 */
final class OutcomeWindow {
    private static final int SLICES = 10;
    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;
    private static final long FULL = 1_000_000;

    private final long within;
    private final long origin;
    private final long slice;
    private final AtomicReferenceArray<Slice> slices = new AtomicReferenceArray<>(SLICES);

    /** @param origin any time near now: slices are numbered from it, since the ticker's own numbers may wrap around */
    OutcomeWindow(long within, long origin) {
        this.within = within;
        this.origin = origin;
        this.slice = Math.max(1, within / SLICES);
    }

    long within() {
        return within;
    }

    void add(Outcome outcome) {
        long number = number(outcome.at());
        AtomicLong counts = counts(number);
        if (counts != null && (counts.get() & MASK) < FULL) {
            counts.addAndGet(1 + (outcome.failed() ? 1L << BITS : 0) + (outcome.slow() ? 1L << (2 * BITS) : 0));
        }
    }

    /** Which rate is reached, in words; null if none is, or too few calls ended to say. */
    String tooMany(long now, Limits limits) {
        long newest = number(now);
        long calls = 0;
        long failed = 0;
        long slow = 0;
        for (int i = 0; i < SLICES; i++) {
            Slice each = slices.get(i);
            if (each != null && newest - each.number() < SLICES) {
                long counts = each.counts().get();
                calls += counts & MASK;
                failed += counts >>> BITS & MASK;
                slow += counts >>> (2 * BITS) & MASK;
            }
        }
        if (calls == 0 || calls < limits.minCalls()) {
            return null;
        }
        String reached = reached("failed", failed, calls, limits.failureRate());
        return reached == null ? reached("were slow", slow, calls, limits.slowRate()) : reached;
    }

    /** The counts of a slice, which is begun if it is new; null if its place has gone to a later one. */
    private AtomicLong counts(long number) {
        int place = (int) Math.floorMod(number, (long) SLICES);
        Slice seen = slices.get(place);
        while (seen == null || seen.number() - number < 0) {
            Slice fresh = new Slice(number, new AtomicLong());
            seen = slices.compareAndSet(place, seen, fresh) ? fresh : slices.get(place);
        }
        return seen.number() == number ? seen.counts() : null;
    }

    private long number(long time) {
        return Math.floorDiv(time - origin, slice);
    }

    private String reached(String what, long part, long calls, double limit) {
        double fraction = (double) part / calls;
        return fraction < limit
                ? null
                : String.format(
                        Locale.ROOT, "%.0f%% of %d calls %s within %s", 100 * fraction, calls, what, Span.text(within));
    }

    private record Slice(long number, AtomicLong counts) {}
}
