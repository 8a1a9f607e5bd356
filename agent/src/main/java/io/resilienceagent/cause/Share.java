package io.resilienceagent.cause;

import java.util.List;

/**
 * How much of the time a thread computed, and how much it wanted to: what it waited for a processor counts for the
 * second, since on a busy machine a thread that never rests gets only its turn.
 *
 * @param nanos over how long
 * @param computed 0 to 1; -1 where processor times are not told
 * @param wanted 0 to 1; -1 where the time in the run queue is not told
 */
record Share(long nanos, double computed, double wanted) {
    /** Below that a thread that waits may still have done something between. */
    private static final double LITTLE = 0.05;
    /** Of shorter times nothing can be said of a thread that runs: our own looks stop it for parts of them. */
    private static final long SHORT_NANOS = 10_000_000;

    private static final double MUCH = 0.2;

    private static final Share UNTOLD = new Share(0, -1, -1);

    /** Over the newest looks; what the garbage collector took of the time counts for nobody. */
    static Share of(List<Look> looks) {
        Look first = looks.get(0);
        Look last = looks.get(looks.size() - 1);
        long nanos = last.nanos() - first.nanos() - (last.pausedNanos() - first.pausedNanos());
        if (nanos <= 0 || first.cpuNanos() < 0 || last.cpuNanos() < 0) {
            return UNTOLD;
        }
        double computed = part(last.cpuNanos() - first.cpuNanos(), nanos);
        return new Share(nanos, computed, wanted(looks, last));
    }

    /** The thread's queue time is known only from the look on at which the system's name for it was found. */
    private static double wanted(List<Look> looks, Look last) {
        for (Look look : looks) {
            if (look.queuedNanos() >= 0) {
                long nanos = last.nanos() - look.nanos() - (last.pausedNanos() - look.pausedNanos());
                long busy = last.cpuNanos() - look.cpuNanos() + last.queuedNanos() - look.queuedNanos();
                return nanos <= 0 || last.queuedNanos() < 0 ? -1 : part(busy, nanos);
            }
        }
        return -1;
    }

    private static double part(long of, long nanos) {
        return Math.max(0, Math.min(1, (double) of / nanos));
    }

    /** Whether it hardly computed, as far as that is told. */
    boolean isLittle() {
        return computed < LITTLE;
    }

    /** Whether a thread that computes might look like this because it got no processor, or was seen too briefly. */
    boolean isDisturbed(Machine machine) {
        return computed >= 0 && (nanos < SHORT_NANOS || wanted - computed >= MUCH || machine.isBusy());
    }

    /** For an evidence: two digits. */
    static double rounded(double share) {
        return Math.round(share * 100) / 100.0;
    }
}
