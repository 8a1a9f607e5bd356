package io.resilienceagent.guard;

/**
 * Ends a call by interrupting the thread that makes it. Remembers that it did, so that the flag can be taken back
 * when the call is over: what the host does next must not meet an interrupt that was meant for this call.
 */
final class CallerInterrupt implements Invocation.Abortion {
    private final Thread caller = Thread.currentThread();
    /** Whether an interrupt has arrived that is not taken back yet; one that is under way is for a later {@link #calm}. */
    private volatile boolean arrived;

    @Override
    public void abort(Denial denial) {
        try {
            caller.interrupt();
        } finally {
            arrived = true;
        }
    }

    /** Takes back the interrupt, if one has arrived; on the calling thread, after the call. */
    void calm() {
        if (arrived && Thread.currentThread() == caller) {
            arrived = false;
            Thread.interrupted();
        }
    }
}
