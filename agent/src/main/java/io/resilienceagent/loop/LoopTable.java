package io.resilienceagent.loop;

import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.Ticks;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.LoopsRule;
import io.resilienceagent.policy.Mode;
import io.resilienceagent.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The loops of the host: those that the policy declares and those found by their threads. Outlives a reload: a loop that
 * stays keeps its counters, one that the policy no longer has is not watched any more. Thread-safe.
 */
public final class LoopTable {
    private static final long FIND_EACH = TimeUnit.SECONDS.toNanos(1);
    private static final Loop[] NONE = {};

    /** Without a look for so long the checker is held up, and others must see for themselves. */
    private static final long SILENT = TimeUnit.SECONDS.toNanos(5);

    private final Ticker ticker;
    private final Events events;
    private final Workplaces workplaces;
    private final ThreadLoops threadLoops;
    private final StallTally stalls = new StallTally();
    private volatile TickLoop[] declared = {};
    private volatile LoopsRule byThread;
    private Loop[] found = NONE;
    private LoopsRule foundBy;
    private long foundAt;
    private volatile Loop[] all = NONE;
    private volatile long lookedAt;
    private volatile Thread checker;

    /**
     * @param workplaces tells what threads work for
     * @param threads the live platform threads; must take no lock, for the host may hold any of them for ever
     */
    public LoopTable(Workplaces workplaces, Supplier<Thread[]> threads, Ticker ticker, Events events) {
        this.ticker = ticker;
        this.events = events;
        this.workplaces = workplaces;
        this.threadLoops = new ThreadLoops(workplaces, threads, events);
        this.lookedAt = ticker.nanos();
    }

    /**
     * Puts the loops of a policy in force; one that is off has none.
     *
     * @param ticks the ticks of a join point by its name, always the same for one name
     */
    public void declare(Policy policy, Function<String, Ticks> ticks) {
        Map<String, TickLoop> before = new HashMap<>();
        for (TickLoop loop : declared) {
            before.put(loop.name(), loop);
        }
        List<TickLoop> next = new ArrayList<>();
        if (policy.mode() != Mode.OFF) {
            policy.joinPoints().forEach((name, rule) -> {
                if (rule.kind() == JoinPointKind.LOOP) {
                    LoopTerms terms = new LoopTerms(
                            rule.stallAfter()
                                    .orElse(policy.loops().stallAfter())
                                    .toNanos(),
                            rule.every().map(Duration::toNanos).orElse(0L));
                    TickLoop same = before.get(name);
                    if (same == null || same.tickTable() != ticks.apply(name)) {
                        same = new TickLoop(name, terms, ticks.apply(name));
                    }
                    same.terms(terms);
                    next.add(same);
                }
            });
        }
        LoopsRule rules = policy.loops();
        boolean threads = policy.mode() != Mode.OFF && rules.byThread();
        synchronized (this) {
            declared = next.toArray(TickLoop[]::new);
            byThread = threads ? rules : null;
            join();
        }
        LockSupport.unpark(checker);
    }

    private void tellUnwatched() {
        for (TickLoop loop : declared) {
            long more = loop.newlyUnwatched();
            if (more > 0) {
                String found = more + " calls, on more threads than " + Ticks.MOST_THREADS + " or without memory left";
                events.failure("UNWATCHED_TICKS", loop.name(), new IllegalStateException(found));
            }
        }
    }

    private void join() {
        Loop[] both = new Loop[declared.length + found.length];
        System.arraycopy(declared, 0, both, 0, declared.length);
        System.arraycopy(found, 0, both, declared.length, found.length);
        all = both;
    }

    /** The loops as they are now; a new array where they are others. For the checker, which is woken by changes. */
    Loop[] loops(long now) {
        checker = Thread.currentThread();
        LoopsRule rules = byThread;
        if (now - foundAt >= FIND_EACH || !Objects.equals(rules, foundBy)) {
            foundAt = now;
            tellUnwatched();
            for (TickLoop loop : declared) {
                loop.remember(workplaces);
            }
            Loop[] next = rules == null ? NONE : threadLoops.find(rules);
            foundBy = rules;
            if (next != null) {
                synchronized (this) {
                    found = next;
                    join();
                }
            }
        }
        for (TickLoop loop : declared) {
            loop.rememberNew(workplaces);
        }
        lookedAt = now;
        return all;
    }

    Loop[] all() {
        return all;
    }

    /** Whether the checker has looked lately. */
    boolean isWatched() {
        return ticker.nanos() - lookedAt < SILENT;
    }

    /** What was found of stalls and pauses so far. */
    public StallTally stalls() {
        return stalls;
    }

    /** How each loop is. */
    public List<LoopStatus> status() {
        long now = ticker.nanos();
        List<LoopStatus> status = new ArrayList<>();
        for (Loop loop : all) {
            status.add(loop.status(now));
        }
        return status;
    }

    /** How one loop is; empty when there is none of this name. */
    public Optional<LoopStatus> status(String name) {
        return status().stream().filter(loop -> loop.name().equals(name)).findFirst();
    }

    /** The names of the loops that are told by their threads. */
    public List<String> ofThreads() {
        List<String> names = new ArrayList<>();
        for (Loop loop : all) {
            if (loop instanceof ThreadLoop) {
                names.add(loop.name());
            }
        }
        return names;
    }

    /** The thread of a loop that is told by it; empty when there is none of this name. */
    public Optional<Thread> thread(String name) {
        for (Loop loop : all) {
            if (loop instanceof ThreadLoop byThread && loop.name().equals(name)) {
                return Optional.of(byThread.subject());
            }
        }
        return Optional.empty();
    }

    /**
     * The declared loops that have not ticked yet: join points by their names, and thread patterns, by their names too, of which
     * no thread has been seen. Empty means that the bot's loops run.
     */
    public List<String> neverTicked() {
        TreeSet<String> silent = new TreeSet<>();
        LoopsRule rules = byThread;
        if (rules != null) {
            silent.addAll(rules.threads().keySet());
        }
        for (Loop loop : all) {
            if (loop instanceof TickLoop && !loop.everTicked()) {
                silent.add(loop.name());
            } else if (loop instanceof ThreadLoop && loop.everTicked()) {
                int slash = loop.name().indexOf('/');
                silent.remove(slash < 0 ? loop.name() : loop.name().substring(0, slash));
            }
        }
        return List.copyOf(silent);
    }

    /** Whether each declared loop has ticked at least once. */
    public boolean everyLoopTicked() {
        return neverTicked().isEmpty();
    }

    /** Begins to ask, again and again, whether all loops make progress; each asker has a question of its own. */
    public LoopProgress progress() {
        return new LoopProgress(this);
    }
}
