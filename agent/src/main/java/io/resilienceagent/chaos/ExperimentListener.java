package io.resilienceagent.chaos;

import java.time.Duration;

/** Is told what becomes of experiments, on the thread of each. What it throws is told as the agent's failure. */
public interface ExperimentListener {
    /** It strikes from now on; whoever asked for it is answered, and a loop is struck, when this has returned. */
    void began(Experiment experiment);

    /** Follows {@link #began} when all that is done: what may take long belongs here. */
    default void underWay(Experiment experiment) {}

    /** It strikes no more; whether its effect is gone is asked from now on. */
    void ended(Experiment experiment);

    /** Its effect should be gone by now, and is not. Told once. */
    void lingers(Experiment experiment, Duration since);

    /** The effect that lingered is gone. */
    void gone(Experiment experiment, Duration since);
}
