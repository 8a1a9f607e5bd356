package io.resilienceagent.cause;

/** Begins to look at a loop that may turn out to be stuck. Used by one thread, that of the stall detector. */
@FunctionalInterface
public interface Examiner {
    /** Begins: takes a first look. To be called well before the limit, so that the verdict has a past to compare with. */
    Examination examine(Suspect suspect);
}
