package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A way by which bytes leave or reach the host: methods of a library, and what faults look like to their callers. It holds
 * no state of a host's call. Thread-safe; its methods run on the host's threads, inside the call.
 */
public interface Transport {
    /** The name by which an experiment calls it, such as {@code jdk-http}. */
    String name();

    /** The methods, as patterns of exactly named classes. */
    List<String> on();

    /** What can be done to it. */
    Set<Ability> abilities();

    /**
     * What a call speaks to; null for a call that is none of the network's (a literal address that is resolved, a local
     * socket) and never meets a fault.
     */
    Destination destination(Invocation call);

    /** Ends the call as one whose request or reply never arrives. */
    default void lose(Strike strike, Loss loss, Later later) throws Exception {
        throw unable("lose anything");
    }

    /** Ends the call with an answer that the other side never gave, by way of the host's own parser. */
    default void answer(Strike strike, CraftedReply reply) throws Exception {
        throw unable("answer");
    }

    /** Lets the call take so much longer; never blocks a thread that does not wait for it anyway. */
    default void delay(Strike strike, long nanos, Later later) throws Exception {
        strike.pause(nanos);
        strike.fired();
    }

    /** Lets the call go out, and breaks its answer off after this percentage of the body. */
    default void truncate(Strike strike, int keepPercent) throws Exception {
        throw unable("truncate");
    }

    private IOException unable(String what) {
        return new IOException(name() + " cannot " + what);
    }

    /** What faults can do to a transport. */
    enum Ability {
        LOSE,
        ANSWER,
        DELAY,
        TRUNCATE,
        RESOLVE,
        MESSAGES
    }
}
