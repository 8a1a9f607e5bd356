package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.Target;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A kind of fault, as data.
 *
 * @param maker makes one of its options, for a target
 */
record Kind(
        String name, String doc, Set<Target> targets, List<Option> options, BiFunction<Options, String, Fault> maker)
        implements FaultType {
    /** Copies the collections. */
    Kind {
        targets = Set.copyOf(targets);
        options = List.copyOf(options);
    }

    @Override
    public Fault make(Options given) {
        return make(given, "");
    }

    @Override
    public Fault make(Options given, String target) {
        return maker.apply(given, target);
    }
}
