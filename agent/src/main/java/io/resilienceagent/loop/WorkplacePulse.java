package io.resilienceagent.loop;

import io.resilienceagent.executor.Workplace;

/** The pulse of a thread whose workplace is known: it rests, or has ended one more task. */
final class WorkplacePulse implements Pulse {
    private final Thread thread;
    private final Workplace workplace;
    private boolean busy;
    private long completed;
    private long rests;

    WorkplacePulse(Thread thread, Workplace workplace) {
        this.thread = thread;
        this.workplace = workplace;
    }

    @Override
    public void sample() {
        busy = !workplace.idle();
        completed = workplace.completed();
        rests += busy ? 0 : 1;
    }

    /** Where nobody counts tasks, to be seen at rest is the progress. */
    @Override
    public long mark() {
        return completed < 0 ? rests : completed;
    }

    @Override
    public boolean busy() {
        return busy;
    }

    @Override
    public Thread thread() {
        return thread;
    }
}
