package io.resilienceagent.weave;

import java.lang.invoke.SwitchPoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that is in force between two reloads of the policy. Every linked call depends on its switch point: to
 * invalidate it sends each call back to the linker, once, without a list of them, so none is kept alive by us.
 */
record Generation(SwitchPoint inForce, Map<String, JoinPoint> joinPoints, Map<String, InstanceWatch> watches) {
    static Generation of(Collection<JoinPoint> joinPoints) {
        return of(joinPoints, List.of());
    }

    static Generation of(Collection<JoinPoint> joinPoints, Collection<InstanceWatch> watches) {
        return new Generation(
                new SwitchPoint(),
                joinPoints.stream().collect(Collectors.toUnmodifiableMap(JoinPoint::key, Function.identity())),
                watches.stream().collect(Collectors.toUnmodifiableMap(InstanceWatch::key, Function.identity())));
    }

    /** The join point that woven code means, or null where the policy no longer has it. */
    JoinPoint joinPoint(String key) {
        return joinPoints.get(key);
    }

    /** The watch that woven code means, or null where nobody wants to know the objects any more. */
    InstanceWatch watch(String key) {
        return watches.get(key);
    }

    /** These join points, and those of another generation that these do not have. */
    Generation and(Generation other) {
        Map<String, JoinPoint> both = new HashMap<>(other.joinPoints);
        both.putAll(joinPoints);
        Map<String, InstanceWatch> allWatches = new HashMap<>(other.watches);
        allWatches.putAll(watches);
        return new Generation(new SwitchPoint(), Map.copyOf(both), Map.copyOf(allWatches));
    }

    /** The same join points, to be put in force again. */
    Generation anew() {
        return new Generation(new SwitchPoint(), joinPoints, watches);
    }

    void end() {
        SwitchPoint.invalidateAll(new SwitchPoint[] {inForce});
    }
}
