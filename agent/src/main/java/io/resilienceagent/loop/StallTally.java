package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.EnumTally;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was found of stalls and of pauses of the process since the start: how many, for which cause, how long. A stall is counted when it is
 * reported, under the cause that is known then. Outlives reloads. Thread-safe; asking waits for nobody.
 */
public final class StallTally {
    /** Loops beyond so many are counted together: names of threads are the host's. */
    private static final int MOST_LOOPS = 1000;

    /** The name under which those are shown. */
    private static final String OTHER = "other";

    private final ConcurrentMap<String, Counts> loops = new ConcurrentHashMap<>();
    private final EnumTally<Cause> pauses = new EnumTally<>(Cause.class);
    private final EnumTally<Cause> pausedNanos = new EnumTally<>(Cause.class);

    /** Of one loop. */
    private static final class Counts {
        private final EnumTally<Cause> stalls = new EnumTally<>(Cause.class);
        private final LongAdder stalledNanos = new LongAdder();
    }

    /** Is shown what was counted. */
    @FunctionalInterface
    public interface Viewer {
        /**
         * Of one loop.
         *
         * @param stalls by their cause
         * @param stalledNanos how long those that are over have lasted
         */
        void loop(String loop, EnumTally<Cause> stalls, long stalledNanos);
    }

    /** Whoever is told all that {@code next} is to be told, and counts it; {@code next} comes first. */
    StallListener counting(StallListener next) {
        return new StallListener() {
            @Override
            public void stalled(Stall stall) {
                try {
                    next.stalled(stall);
                } finally {
                    of(stall.loop()).stalls.add(stall.finding().cause());
                }
            }

            @Override
            public void updated(Stall stall) {
                next.updated(stall);
            }

            @Override
            public void ended(Stall stall) {
                try {
                    next.ended(stall);
                } finally {
                    of(stall.loop()).stalledNanos.add(Math.max(0, stall.stalledNanos()));
                }
            }

            @Override
            public void paused(Pause pause) {
                try {
                    next.paused(pause);
                } finally {
                    Cause cause = pause.finding().cause();
                    pauses.add(cause);
                    pausedNanos.add(cause, Math.max(0, pause.pausedNanos()));
                }
            }

            @Override
            public boolean wantsTicks() {
                return next.wantsTicks();
            }

            @Override
            public void ticked(TickSample sample) {
                next.ticked(sample);
            }
        };
    }

    private Counts of(String loop) {
        String name = loops.size() < MOST_LOOPS || loops.containsKey(loop) ? loop : OTHER;
        return loops.computeIfAbsent(name, unused -> new Counts());
    }

    /** Shows what was counted of each loop that ever stalled. */
    public void view(Viewer viewer) {
        loops.forEach((loop, counts) -> viewer.loop(loop, counts.stalls, counts.stalledNanos.sum()));
    }

    /** How many pauses of the process were told of this cause. */
    public long pauses(Cause cause) {
        return pauses.count(cause);
    }

    /** How long those lasted together, in nanoseconds. */
    public long pausedNanos(Cause cause) {
        return pausedNanos.count(cause);
    }
}
