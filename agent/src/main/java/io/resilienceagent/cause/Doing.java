package io.resilienceagent.cause;

/**
 * What a thread does, and the word for it.
 *
 * @param operation such as {@code socket read} or {@code Thread.sleep}; empty where there is no better word
 */
record Doing(Activity activity, String operation) {
    static final Doing ENDED = new Doing(Activity.ENDED, "");
    static final Doing BLOCKED = new Doing(Activity.BLOCKED, "monitor enter");
    static final Doing RUNS = new Doing(Activity.RUNS, "");

    /** For people: what it does, to follow "which". */
    String words() {
        return switch (activity) {
            case ENDED -> "has ended";
            case SLEEPS -> "sleeps in " + operation;
            case BLOCKED -> "waits for a monitor itself";
            case WAITS -> "waits in " + operation;
            case AWAITS_IO, IN_IO -> "waits in " + operation;
            case IN_NATIVE -> "is in the native method " + operation;
            case RUNS -> "runs";
        };
    }
}
