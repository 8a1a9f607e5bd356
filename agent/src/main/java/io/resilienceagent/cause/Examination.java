package io.resilienceagent.cause;

/** Repeated looks at one suspect, and what they amount to. Used by one thread; never throws; each call takes well under a millisecond, a verdict a few. */
public interface Examination {
    /** Takes one more look: a stack, a state, a processor time. */
    void look();

    /** Why the loop is stuck, by all looks so far; may be asked again, and may then know more. */
    Finding verdict();

    /** Whether the suspect's method is on its thread's stack at the last look; false shows that its tick has ended. */
    boolean onStack();
}
