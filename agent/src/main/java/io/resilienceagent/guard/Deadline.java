package io.resilienceagent.guard;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The time limit of one call.
 *
 * <p>Two threads race at the end: the one that the call ends on, and the timer's. An interrupt that arrives after the
 * call has ended would hit whatever the host does next, so exactly one of them may win:
 *
 * <pre>
 *   ARMED --(call ended)--&gt; DONE               the timer's task finds it and does nothing
 *   ARMED --(time over)---&gt; FIRING --&gt; FIRED    the ending waits for FIRED, then knows that any interrupt
 *                                              is already delivered, and that no other will come
 * </pre>
 *
 * The wait for FIRED is as short as {@link Invocation#abort} is. One case must not wait: aborting may complete the
 * host's future, and with it end the call on the timer's thread, inside the abort itself. Whatever that thread does
 * then comes after the decision, so it goes on as if FIRED.
 */
final class Deadline implements Runnable {
    private static final int ARMED = 0;
    private static final int DONE = 1;
    private static final int FIRING = 2;
    private static final int FIRED = 3;

    private static final int SPINS = 200;
    private static final long PAUSE = 20_000;

    private final AtomicInteger state = new AtomicInteger(ARMED);
    private final Invocation call;
    private final Denial denial;
    private final Events events;
    private Thread firing;
    private volatile Timer.Scheduled alarm;

    Deadline(Invocation call, Denial denial, Events events) {
        this.call = call;
        this.denial = denial;
        this.events = events;
    }

    /** Takes the handle of the timer's task, known only once it is scheduled. */
    void alarm(Timer.Scheduled handle) {
        alarm = handle;
    }

    /** The timer's task: ends the call, if it has not ended. */
    @Override
    @SuppressWarnings("CatchingUnchecked") // what ends the host's call may run the host's code
    public void run() {
        if (!state.compareAndSet(ARMED, FIRING)) {
            return;
        }
        firing = Thread.currentThread();
        try {
            call.abort(denial);
        } catch (Exception e) {
            events.failure("TIMEOUT_ERROR", "abort", e);
        } finally {
            state.set(FIRED);
        }
    }

    /**
     * Notes that the call has ended. When it answers true, the time was over first and the call was aborted: all of that
     * has happened. When it answers false, it will not happen any more.
     */
    boolean end() {
        if (state.compareAndSet(ARMED, DONE)) {
            Timer.Scheduled handle = alarm;
            if (handle != null) {
                handle.cancel();
            }
            return false;
        }
        for (int spins = 0; state.get() == FIRING && firing != Thread.currentThread(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PAUSE);
            }
        }
        return true;
    }
}
