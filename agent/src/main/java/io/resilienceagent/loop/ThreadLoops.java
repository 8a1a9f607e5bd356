package io.resilienceagent.loop;

import io.resilienceagent.executor.Workplace;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.policy.LoopsRule;
import io.resilienceagent.policy.ThreadLoopRule;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the threads that are loops: those whose names the policy says, and, if it says so, those that work for a scheduled
 * executor or an event loop of a known library. A thread that has ended is a loop no more, and no stall: pools
 * shrink, and replace their threads. Used by the checker's thread alone.
 */
final class ThreadLoops {
    /** So many threads are watched. */
    static final int MOST = 1000;

    private static final String OURS = "resilience-";

    private final Workplaces workplaces;
    private final Supplier<Thread[]> threads;
    private final Events events;
    private IdentityHashMap<Thread, ThreadLoop> loops = new IdentityHashMap<>();
    private LoopsRule rules;

    /** @param threads the live platform threads; must take no lock, for the host may hold any of them for ever */
    ThreadLoops(Workplaces workplaces, Supplier<Thread[]> threads, Events events) {
        this.workplaces = workplaces;
        this.threads = threads;
        this.events = events;
    }

    /** Looks at all threads; null when the loops are the same as before. */
    Loop[] find(LoopsRule current) {
        boolean same = current.equals(rules);
        rules = current;
        IdentityHashMap<Thread, ThreadLoop> next = new IdentityHashMap<>();
        Set<String> names = new HashSet<>();
        for (Thread thread : threads.get()) {
            ThreadLoop loop = loop(thread, same ? loops.get(thread) : null, names);
            if (loop != null && next.size() >= MOST) {
                events.failure(
                        "TOO_MANY_LOOPS",
                        "loops.threads",
                        new IllegalStateException("more than " + MOST + " threads are loops; the rest is not watched"));
                break;
            }
            if (loop != null) {
                names.add(loop.name());
                next.put(thread, loop);
            }
        }
        boolean changed = !(next.size() == loops.size() && loops.values().containsAll(next.values()));
        loops = next;
        return changed ? next.values().toArray(Loop[]::new) : null;
    }

    /** The loop that a thread is; null when it is none. */
    private ThreadLoop loop(Thread thread, ThreadLoop before, Set<String> names) {
        if (before != null && before.known()) {
            return before;
        }
        String name = thread.getName();
        if (name.startsWith(OURS)) {
            return null;
        }
        for (Map.Entry<String, ThreadLoopRule> rule : rules.threads().entrySet()) {
            if (rule.getValue().matches(name)) {
                long limit =
                        rule.getValue().stallAfter().orElse(rules.stallAfter()).toNanos();
                return watched(rule.getKey() + "/" + name, limit, thread, workplaces.of(thread), before, names);
            }
        }
        if (!rules.auto()) {
            return null;
        }
        Optional<Workplace> workplace = workplaces.of(thread).filter(ThreadLoops::isLoop);
        return workplace.isEmpty()
                ? null
                : watched(name, rules.stallAfter().toNanos(), thread, workplace, before, names);
    }

    private static ThreadLoop watched(
            String name,
            long limit,
            Thread thread,
            Optional<Workplace> workplace,
            ThreadLoop before,
            Set<String> names) {
        if (before != null && workplace.isEmpty()) {
            return before;
        }
        // It stands in files and logs, and hosts put all sorts of things into the names of threads.
        String clean = Redaction.standard().of(name);
        String unique = names.contains(clean) ? clean + "#" + thread.getId() : clean;
        Pulse pulse = workplace.isPresent() ? new WorkplacePulse(thread, workplace.get()) : new StackPulse(thread);
        return new ThreadLoop(unique, new LoopTerms(limit, 0), thread, pulse, workplace.isPresent());
    }

    /** A plain pool's thread is none: how long its tasks may take nobody knows. */
    private static boolean isLoop(Workplace workplace) {
        String type = workplace.type();
        return type.contains("Scheduled")
                || type.endsWith("EventLoop")
                || type.endsWith("EventExecutor")
                || type.startsWith("io.netty.")
                || type.startsWith("io.vertx.");
    }
}
