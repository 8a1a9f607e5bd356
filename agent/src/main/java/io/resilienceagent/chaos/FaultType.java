package io.resilienceagent.chaos;

import java.util.List;
import java.util.Set;

/** A kind of fault or stall that can be injected, by its name in the agent's contract. Immutable. */
public interface FaultType {
    /** Its name, such as {@code exch_429}. */
    String name();

    /** One sentence: what the host meets. */
    String doc();

    /** Where it can strike. */
    Set<Target> targets();

    /** The options that it knows beside those that every experiment has. */
    List<Option> options();

    /**
     * Makes one to be injected.
     *
     * @throws IllegalArgumentException naming the option, what was found and what was expected
     */
    Fault make(Options options);

    /**
     * As the other one, for this target.
     *
     * @param target a join point, a loop or a transport; empty for the process as a whole
     * @throws IllegalArgumentException also where this type cannot strike there
     */
    default Fault make(Options options, String target) {
        return make(options);
    }

    /** Whether with these options it lasts until the process ends, whatever the deadline: only a policy can allow that. */
    default boolean outlivesItsDeadline(Options options) {
        return false;
    }

    /**
     * An option.
     *
     * @param name snake_case
     * @param doc what it means, in one sentence without a full stop
     * @param unset its value where it is not given, as text; empty where it may be left out
     */
    record Option(String name, String doc, String unset) {}
}
