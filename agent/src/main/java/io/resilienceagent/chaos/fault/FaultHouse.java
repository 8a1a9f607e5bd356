package io.resilienceagent.chaos.fault;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Timer;
import java.util.Optional;

/** What faults need from the rest of the agent. Thread-safe. */
public interface FaultHouse {
    /** Delays what nobody waits for. */
    Timer timer();

    /** Opens records of the host, so that an altered copy of one can be made. */
    Opener opener();

    /** Where faults tell what happens. */
    Events events();

    /** Why calls of a join point cannot throw an exception of this class; empty where they can. */
    Optional<String> unthrowable(String joinPoint, String className);

    /** Whether the policy reads balances or orders from the answers of a join point. */
    boolean observed(String joinPoint);

    /**
     * Puts the fault point of a transport in force. The first time its classes are woven, in one batch.
     *
     * @param transport its name
     */
    void raise(String transport);

    /** Takes it out of force: its calls go their way, through an empty method handle. */
    void rest(String transport);

    /** Writes out all that is told so far, because the process is about to end. */
    void flush();

    /** Where the host's view of the clock is changed. */
    HostClock clock();
}
