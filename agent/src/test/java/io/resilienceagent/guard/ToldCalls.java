package io.resilienceagent.guard;

/** Tells a tally of calls as chains do. */
public final class ToldCalls {
    private ToldCalls() {}

    /** Calls that reached the guards. */
    public static void called(JoinPointTally tally, int times) {
        for (int i = 0; i < times; i++) {
            tally.called();
        }
    }

    /** A call that was denied before it was made, or would have been. */
    public static void denied(JoinPointTally tally, String code, boolean enforced) {
        tally.denied(code, enforced);
    }

    /** A run of the method that failed. */
    public static void failed(JoinPointTally tally) {
        tally.failed();
    }

    /** A run of the method that a guard asked for. */
    public static void repeated(JoinPointTally tally) {
        tally.repeated();
    }

    /** A message that came at this time. */
    public static void message(JoinPointTally tally, long now) {
        tally.messages().came(now);
    }
}
