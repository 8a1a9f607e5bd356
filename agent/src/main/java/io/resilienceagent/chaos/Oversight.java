package io.resilienceagent.chaos;

import io.resilienceagent.guard.Events;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leads one experiment from its begin to the moment when its effect is seen to be gone, on a thread of its own that no fault
 * reaches and no other experiment holds up. The thread ends with it.
 */
final class Oversight implements Runnable {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);
    /** So long an effect may take to go before a person is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Experiment experiment;
    private final Aim aim;
    private final LoopTask task;
    private final Rollback rollback;
    private final ExperimentListener listener;
    private final Events events;
    private final Runnable release;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Phase phase = Phase.NEW;
    private volatile Throwable failure;
    private volatile Thread thread;
    private long endedAt;
    private boolean lingers;

    private enum Phase {
        NEW,
        RUNNING,
        ENDED,
        GONE
    }

    /**
     * @param aim what its strikes come through; null where they come otherwise
     * @param task how it strikes a thread's loop; null where it strikes none
     * @param release frees its place for another experiment
     */
    Oversight(
            Experiment experiment,
            Aim aim,
            LoopTask task,
            Rollback rollback,
            ExperimentListener listener,
            Events events,
            Runnable release) {
        this.experiment = experiment;
        this.aim = aim;
        this.task = task;
        this.rollback = rollback;
        this.listener = listener;
        this.events = events;
        this.release = release;
    }

    Experiment experiment() {
        return experiment;
    }

    /** Why it could not begin; null when it could. */
    Throwable failure() {
        return failure;
    }

    /** Waits until it has begun, or could not; false when that takes longer. */
    boolean awaitBegin(Duration most) {
        return await(begun, most);
    }

    /** Waits until it is ended; false when that takes longer. */
    boolean awaitEnd(Duration most) {
        // Without a thread there is nobody to wait for.
        return thread != null && await(ended, most);
    }

    private static boolean await(CountDownLatch latch, Duration most) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(most.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has it ended, without waiting for it. */
    void end(EndReason reason, String why) {
        experiment.end(reason, why);
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        boolean done = false;
        while (!done) {
            done = safely();
            if (!done) {
                // An interrupt would end every later wait at once.
                Thread.interrupted();
                long left = experiment.remaining().toNanos();
                LockSupport.parkNanos(this, left > 0 ? Math.min(LOOK, left) : LOOK);
            }
        }
    }

    private boolean safely() {
        try {
            return look();
        } catch (Throwable unexpected) {
            tell("look", unexpected);
            return false;
        }
    }

    /** Looks once at how it goes, and does what is due; true when there is nothing more to do. */
    boolean look() {
        switch (phase) {
            case NEW -> begin();
            case RUNNING -> oversee();
            case ENDED -> verify();
            case GONE -> {}
        }
        return phase == Phase.GONE;
    }

    private void begin() {
        experiment.start();
        try {
            if (!experiment.dryRun()) {
                experiment.fault().begin(experiment.ofProcess());
            } else if (experiment.plan().kind() == Target.PROCESS) {
                experiment.spareProcess();
            }
        } catch (Throwable cannot) {
            failure = cannot;
            experiment.end(EndReason.STOPPED, "it could not begin");
            endFault();
            experiment.ended(true);
            leave();
            return;
        }
        phase = Phase.RUNNING;
        experiment.countBegun();
        if (aim != null) {
            aim.current(experiment);
        }
        told("began", () -> listener.began(experiment));
        begun.countDown();
        strikeLoop();
        told("underWay", () -> listener.underWay(experiment));
    }

    private void oversee() {
        if (experiment.used()) {
            experiment.end(EndReason.COUNT, "");
        }
        Optional<String> broken = experiment.over() ? Optional.empty() : rollback.broken();
        broken.ifPresent(seen -> experiment.end(EndReason.ROLLBACK, seen));
        if (!experiment.over()) {
            strikeLoop();
            return;
        }
        experiment.end(EndReason.DEADLINE, "");
        if (aim != null) {
            aim.current(null);
        }
        phase = Phase.ENDED;
        endedAt = experiment.nanos();
        endFault();
        boolean gone = isGone();
        experiment.ended(gone);
        told("ended", () -> listener.ended(experiment));
        ended.countDown();
        if (gone) {
            leave();
        }
    }

    private void strikeLoop() {
        if (task != null) {
            try {
                task.submit();
            } catch (Throwable refused) {
                tell("task", refused);
            }
        }
    }

    private void verify() {
        Duration since = Duration.ofNanos(experiment.nanos() - endedAt);
        if (isGone()) {
            experiment.ended(true);
            if (lingers) {
                told("gone", () -> listener.gone(experiment, since));
            }
            leave();
        } else if (!lingers && since.compareTo(PATIENCE) >= 0) {
            lingers = true;
            told("lingers", () -> listener.lingers(experiment, since));
        }
    }

    private boolean isGone() {
        try {
            return !experiment.inside()
                    && (experiment.dryRun() || experiment.fault().isGone());
        } catch (Throwable unknown) {
            tell("isGone", unknown);
            return false;
        }
    }

    private void endFault() {
        try {
            if (!experiment.dryRun()) {
                experiment.fault().end();
            }
        } catch (Throwable failed) {
            tell("end", failed);
        }
    }

    private void leave() {
        phase = Phase.GONE;
        release.run();
        begun.countDown();
        ended.countDown();
    }

    private void told(String what, Runnable telling) {
        try {
            telling.run();
        } catch (Throwable failed) {
            tell(what, failed);
        }
    }

    private void tell(String where, Throwable failed) {
        events.failure("CHAOS_ERROR", experiment.type() + "." + where, failed);
    }
}
