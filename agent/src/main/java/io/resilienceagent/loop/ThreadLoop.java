package io.resilienceagent.loop;

import java.util.concurrent.TimeUnit;

/**
 * A loop that is one thread: each task is a tick. Looked at in steps of a fraction of its limit, so that a hundred cost
 * little, and more closely while something seems wrong.
 */
final class ThreadLoop extends Loop {
    private static final int LOOKS_IN_LIMIT = 50;
    private static final int CLOSER = 5;
    private static final long SHORTEST_STEP = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_STEP = TimeUnit.MILLISECONDS.toNanos(250);

    private final Thread subject;
    private final boolean known;
    private final Pulse pulse;
    private volatile Watch watch;
    private long progressed;
    private volatile long ticks;

    /** @param known whether the pulse is that of a known workplace */
    ThreadLoop(String name, LoopTerms terms, Thread subject, Pulse pulse, boolean known) {
        super(name, terms);
        this.subject = subject;
        this.pulse = pulse;
        this.known = known;
    }

    /** The thread. */
    Thread subject() {
        return subject;
    }

    /** Whether it is known what the thread works for. */
    boolean known() {
        return known;
    }

    @Override
    Suspicion suspect(CheckerTime time, Suspicion current) {
        if (watch == null) {
            watch = new Watch(this, pulse, subject, time);
            progressed = watch.busy() ? 0 : 1;
        } else if (isDue(time, current)) {
            progressed += watch.look(time) ? 1 : 0;
        }
        ticks = progressed;
        if (!watch.busy()) {
            return null;
        }
        ticked(watch.since().clockAge(time));
        return current != null && current.isTick(watch) ? current : Suspicion.ofTick(this, watch);
    }

    /** Nobody but the looks themselves can tell when the thread makes progress. */
    @Override
    boolean wantsCloseLooks(CheckerTime time) {
        return true;
    }

    private boolean isDue(CheckerTime time, Suspicion current) {
        long limit = terms().limitNanos();
        long step = Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, limit / LOOKS_IN_LIMIT));
        boolean suspicious = current != null && watch.since().clockAge(time) >= limit / 2;
        boolean verdict = suspicious && !current.proven() && watch.since().age(time, limit) >= limit;
        return verdict || time.now() - watch.seenAt() >= (suspicious ? step / CLOSER : step);
    }

    @Override
    Watch lastSeen() {
        return watch;
    }

    @Override
    long ticks() {
        return ticks;
    }

    @Override
    boolean everTicked() {
        return ticks > 0;
    }

    @Override
    boolean inTick() {
        Watch now = watch;
        return now != null && now.busy();
    }

    @Override
    LoopStatus status(long now) {
        Watch seen = watch;
        long age = seen == null ? 0 : Math.max(0, now - seen.since().at());
        boolean busy = seen != null && seen.busy();
        return new LoopStatus(
                name(),
                ticks(),
                1,
                busy ? age : 0,
                everTicked() ? age : -1,
                worst(),
                terms().limitNanos(),
                0,
                stalled());
    }
}
