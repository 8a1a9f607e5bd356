package io.resilienceagent.state;

/**
 * The errors in a row at one join point. It outlives a reload of the policy. Thread-safe; a success that ends no run
 * costs one volatile read.
 */
public final class ErrorRun {
    private final StateMachine machine;
    private final String joinPoint;
    /** Written under the machine's lock only. */
    private volatile int length;

    ErrorRun(StateMachine machine, String joinPoint) {
        this.machine = machine;
        this.joinPoint = joinPoint;
    }

    /** A call ended well: the run, if there is one, is over. */
    public void succeeded() {
        if (length != 0) {
            machine.ended(this);
        }
    }

    /** A call failed; {@code what} says how in a word, as the exception's class. Never the exception's message. */
    public void failed(String what) {
        machine.failed(this, what);
    }

    /** How many errors the run has. */
    public int length() {
        return length;
    }

    String joinPoint() {
        return joinPoint;
    }

    int grow() {
        int grown = length == Integer.MAX_VALUE ? length : length + 1;
        length = grown;
        return grown;
    }

    void reset() {
        length = 0;
    }
}
