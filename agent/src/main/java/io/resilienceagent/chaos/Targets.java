package io.resilienceagent.chaos;

import io.resilienceagent.executor.Workplace;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what somebody wants to be struck, or says why it cannot be. Of one policy. */
final class Targets {
    private final Policy policy;
    private final Surroundings surroundings;

    Targets(Policy policy, Surroundings surroundings) {
        this.policy = policy;
        this.surroundings = surroundings;
    }

    /**
     * A target that can be struck.
     *
     * @param kind what it is
     * @param name its name; empty for the process as a whole
     * @param thread the thread of a loop that is told by it; null for all others
     * @param workplace what runs tasks on that thread; null for all others
     */
    record Found(Target kind, String name, Thread thread, Workplace workplace) {
        static Found named(Target kind, String name) {
            return new Found(kind, name, null, null);
        }
    }

    /** Finds the target of a type. */
    Found find(FaultType type, Optional<String> wanted) throws ChaosRefused {
        return wanted.isPresent() ? named(type, wanted.get()) : unnamed(type);
    }

    private Found unnamed(FaultType type) throws ChaosRefused {
        if (type.targets().contains(Target.PROCESS)) {
            return Found.named(Target.PROCESS, "");
        }
        List<String> names = names(type);
        if (names.size() == 1) {
            return named(type, names.get(0));
        }
        throw new ChaosRefused(
                "UNKNOWN_TARGET", type.name() + " needs a target: " + places(type), "name one of them as the target");
    }

    private Found named(FaultType type, String name) throws ChaosRefused {
        JoinPointRule rule = policy.joinPoints().get(name);
        if (rule != null) {
            boolean loop = rule.kind() == JoinPointKind.LOOP && type.targets().contains(Target.LOOP);
            if (loop || type.targets().contains(Target.JOIN_POINT)) {
                return woven(name, loop ? Target.LOOP : Target.JOIN_POINT);
            }
        }
        if (type.targets().contains(Target.TRANSPORT)
                && surroundings.transports().contains(name)) {
            return Found.named(Target.TRANSPORT, name);
        }
        if (type.targets().contains(Target.LOOP)) {
            Optional<Thread> thread = surroundings.loops().thread(name);
            if (thread.isPresent()) {
                return onThread(name, thread.get());
            }
        }
        throw new ChaosRefused(
                "UNKNOWN_TARGET",
                type.name() + " cannot strike '" + name + "': it strikes " + places(type),
                "name one of them as the target");
    }

    private Found woven(String name, Target kind) throws ChaosRefused {
        if (!surroundings.woven(name)) {
            throw new ChaosRefused(
                    "NOT_WOVEN",
                    "no loaded class has matched the join point " + name + " yet",
                    "wait until the bot uses it, or correct its pattern; status shows what matched");
        }
        return Found.named(kind, name);
    }

    private Found onThread(String name, Thread thread) throws ChaosRefused {
        Optional<Workplace> workplace = surroundings.workplaces().of(thread).filter(Workplace::takesTasks);
        if (workplace.isEmpty()) {
            throw new ChaosRefused(
                    "UNKNOWN_TARGET",
                    "nothing is known that runs tasks on the thread of the loop " + name,
                    "declare the loop's method as a join point of kind loop, and strike that");
        }
        return new Found(Target.LOOP, name, thread, workplace.get());
    }

    private String places(FaultType type) {
        if (type.targets().equals(Set.of(Target.PROCESS))) {
            return "the process as a whole, without a target";
        }
        List<String> names = names(type);
        return names.isEmpty() ? "nothing that this policy has" : "one of " + String.join(", ", names);
    }

    /** The names of all that a type can strike. */
    private List<String> names(FaultType type) {
        TreeSet<String> names = new TreeSet<>();
        for (Map.Entry<String, JoinPointRule> joinPoint : policy.joinPoints().entrySet()) {
            boolean loop = joinPoint.getValue().kind() == JoinPointKind.LOOP;
            if (type.targets().contains(Target.JOIN_POINT)
                    || (loop && type.targets().contains(Target.LOOP))) {
                names.add(joinPoint.getKey());
            }
        }
        if (type.targets().contains(Target.LOOP)) {
            names.addAll(surroundings.loops().ofThreads());
        }
        if (type.targets().contains(Target.TRANSPORT)) {
            names.addAll(surroundings.transports());
        }
        return new ArrayList<>(names);
    }
}
