package io.resilienceagent.chaos;

import io.resilienceagent.executor.Workplace;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Strikes a loop that is told by its thread: as a task that its own executor runs. A pool may give the task to another of its
 * threads; then it does nothing, and comes again.
 */
final class LoopTask implements Runnable {
    private final Experiment experiment;
    private final Thread thread;
    private final Workplace workplace;
    private final AtomicBoolean waits = new AtomicBoolean();

    LoopTask(Experiment experiment, Thread thread, Workplace workplace) {
        this.experiment = experiment;
        this.thread = thread;
        this.workplace = workplace;
    }

    /** Hands itself to the executor, unless it waits there or is run; for the chaos thread. */
    void submit() {
        if (waits.compareAndSet(false, true)) {
            try {
                workplace.execute(this);
            } catch (RuntimeException | Error refused) {
                waits.set(false);
                throw refused;
            }
        }
    }

    @Override
    public void run() {
        try {
            Blow blow = Thread.currentThread() == thread ? experiment.choose(null, "") : null;
            if (blow != null) {
                blow.before();
                blow.after();
            }
        } finally {
            waits.set(false);
        }
    }
}
