package io.resilienceagent.loop;

/**
 * A loop that is watched: whether it makes progress, and a suspicion while it seems not to. The checker's thread looks;
 * the rest may be asked from any thread.
 */
abstract class Loop {
    /** Nothing to be looked at before the next regular look. */
    static final long NOT_DUE = Long.MAX_VALUE;

    private final String name;
    private volatile LoopTerms terms;
    private volatile long worst;
    private volatile Suspicion suspicion;
    /** Ticks at the last sample. */
    private long sampled = -1;

    Loop(String name, LoopTerms terms) {
        this.name = name;
        this.terms = terms;
    }

    final String name() {
        return name;
    }

    final LoopTerms terms() {
        return terms;
    }

    /** What the policy expects from now on. */
    final void terms(LoopTerms next) {
        terms = next;
    }

    /** A tick has ended, or lasts, that took so long. */
    final void ticked(long nanos) {
        if (nanos > worst) {
            worst = nanos;
        }
    }

    /** The longest tick seen. */
    final long worst() {
        return worst;
    }

    /** Whether it is known to be stalled. */
    final boolean stalled() {
        Suspicion now = suspicion;
        return now != null && now.proven();
    }

    /**
     * Looks at the loop, and follows up what seems wrong.
     *
     * @return in how many nanoseconds it wants to be looked at again, if not at the next regular look
     */
    final long look(CheckerTime time, Reports reports) {
        Suspicion next = suspect(time, suspicion);
        if (suspicion != null && next != suspicion) {
            acquit(time, reports);
        }
        if (next == null) {
            return NOT_DUE;
        }
        suspicion = next;
        return next.pursue(time, terms, reports);
    }

    /** Whether it must be looked at closely: else it is enough to look when something is due, and a few times in each limit. */
    boolean wantsCloseLooks(CheckerTime time) {
        Suspicion now = suspicion;
        return now != null && now.wantsCloseLooks(time, terms);
    }

    /** The loop is watched no longer. */
    final void leave(CheckerTime time, Reports reports) {
        if (suspicion != null) {
            acquit(time, reports);
        }
    }

    private void acquit(CheckerTime time, Reports reports) {
        Suspicion former = suspicion;
        suspicion = null;
        former.end(time, terms, reports);
    }

    /**
     * Looks at the threads.
     *
     * @param current the suspicion as it is; null if there is none
     * @return the same when it still holds, another one, or null when all is well
     */
    abstract Suspicion suspect(CheckerTime time, Suspicion current);

    /** How often it ticked. */
    abstract long ticks();

    /** Ticks since this was last asked; 0 at first, for nobody knows how long all that took. */
    final long ticksSinceSample() {
        long now = ticks();
        long since = sampled < 0 ? 0 : now - sampled;
        sampled = now;
        return since;
    }

    /** So many ticks in so long. */
    final TickSample sample(long ticks, long overNanos) {
        Watch seen = lastSeen();
        return new TickSample(
                name,
                seen == null ? "" : seen.thread(),
                ticks,
                overNanos,
                seen == null ? -1 : seen.pulse().lastNanos(),
                worst);
    }

    /** The thread that ticked last; null when there was none. */
    abstract Watch lastSeen();

    /** Whether it has ever ticked: a first tick that is under way is none yet. */
    abstract boolean everTicked();

    /** Whether a tick is under way. */
    abstract boolean inTick();

    /** As {@link LoopStatus}. */
    abstract LoopStatus status(long now);
}
