package io.resilienceagent.chaos;

import io.resilienceagent.guard.Invocation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One strike of an experiment: at a call, in a task on a loop's thread, or at the process as a whole. */
final class Blow implements Strike {
    private final Experiment experiment;
    private final Invocation call;
    private final long random;
    /** Up to where the duty cycle lets it last, on the ticker; its deadline where there is no cycle. */
    private final long until;

    private final AtomicBoolean fired = new AtomicBoolean();
    private LatencySample measured;

    Blow(Experiment experiment, Invocation call, long random, long until) {
        this.experiment = experiment;
        this.call = call;
        this.random = random;
        this.until = until;
    }

    LatencySample measured() {
        return measured;
    }

    void measured(LatencySample sample) {
        measured = sample;
    }

    @Override
    public Invocation call() {
        return call;
    }

    @Override
    public long random() {
        return random;
    }

    @Override
    public boolean over() {
        return experiment.over() || experiment.nanos() - until >= 0;
    }

    @Override
    public long remainingNanos() {
        return experiment.over() ? 0 : Math.max(0, until - experiment.nanos());
    }

    @Override
    public void pause(long nanos) {
        long now = experiment.nanos();
        long end = until - now < nanos ? until : now + nanos;
        boolean interrupted = false;
        experiment.pauses(Thread.currentThread());
        try {
            long left = end - now;
            while (left > 0 && !experiment.over()) {
                LockSupport.parkNanos(left);
                interrupted |= Thread.interrupted();
                left = end - experiment.nanos();
            }
        } finally {
            experiment.goesOn(Thread.currentThread());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void fired() {
        if (fired.compareAndSet(false, true)) {
            experiment.countFired();
        }
    }

    /** Has the fault happen, before the host's method or in place of it. Never throws. */
    void before() {
        experiment.strikes(() -> experiment.fault().before(this));
    }

    /** Has the fault happen after the host's method. Never throws. */
    void after() {
        // A future may be completed by a thread of ours, which no fault may hold up.
        if (!Struck.ours()) {
            experiment.strikes(() -> experiment.fault().after(this));
        }
        experiment.struck();
    }

    /** The call that it struck came to nothing. */
    void lost() {
        if (measured != null) {
            measured.forget();
        }
        experiment.struck();
    }
}
