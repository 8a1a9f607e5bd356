package io.resilienceagent.guard;

/**
 * Ends a call by interrupting the thread that makes it. Remembers that it did, so that the flag can be taken back
 * when the call is over: what the host does next must not meet an interrupt that was meant for this call.
 */
final class CallerInterrupt implements Invocation.Abortion {
    private final Thread caller = Thread.currentThread();
    private volatile boolean interrupted;

    @Override
    public void abort(Denial denial) {
        interrupted = true;
        caller.interrupt();
    }

    /** Takes back the interrupt, if one was sent; on the calling thread, after the call. */
    void calm() {
        if (interrupted && Thread.currentThread() == caller) {
            interrupted = false;
            Thread.interrupted();
        }
    }
}
