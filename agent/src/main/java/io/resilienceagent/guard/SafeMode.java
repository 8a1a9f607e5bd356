package io.resilienceagent.guard;

/**
 * Whether the bot may take new risk: what the state machine and the stop file say, in the form in which guards need
 * it. Written by the house, read by every guarded order: one volatile read. Thread-safe.
 */
public final class SafeMode {
    /** What the state machine allows. */
    public enum Mode {
        NORMAL,
        SAFE_MODE,
        FATAL
    }

    private boolean stopFile;
    private Mode mode = Mode.NORMAL;
    private String why = "";
    private volatile Denial refusal;

    /** Tells whether the stop file is there. */
    public synchronized void stopFile(boolean present) {
        stopFile = present;
        settle();
    }

    /** Tells what the state machine allows, and why in a few words. */
    public synchronized void mode(Mode now, String reason) {
        mode = now;
        why = reason;
        settle();
    }

    /** Why new risk is refused; null while it is allowed. */
    public Denial refusal() {
        return refusal;
    }

    /** The stop file goes first: it is a person's word, and it outlasts the state machine's opinion. */
    private void settle() {
        if (stopFile) {
            refusal = Denial.of("STOP_FILE", "STOP.TXT is present: read-only until a person removes it");
        } else if (mode == Mode.NORMAL) {
            refusal = null;
        } else {
            refusal = Denial.of("SAFE_MODE", "no new risk while the state is " + mode + ": " + why);
        }
    }
}
