package io.resilienceagent.guard;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened at one join point since the start; survives a reload. Thread-safe. */
public final class JoinPointTally {
    private final LongAdder calls = new LongAdder();
    private final Ticks ticks;
    private final Map<String, LongAdder> denied = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> wouldDeny = new ConcurrentHashMap<>();

    /** @param clock by which a loop's threads note when they tick */
    public JoinPointTally(Ticker clock) {
        ticks = new Ticks(clock);
    }

    void called() {
        calls.increment();
    }

    void denied(String code, boolean enforced) {
        (enforced ? denied : wouldDeny)
                .computeIfAbsent(code, c -> new LongAdder())
                .increment();
    }

    /** Calls that reached the guards, denied ones among them. */
    public long calls() {
        return calls.sum() + ticks.calls();
    }

    /** The ticks, if the join point is a loop: they count its calls too, for less. */
    public Ticks ticks() {
        return ticks;
    }

    /** Denied calls by denial code. */
    public Map<String, Long> deniedByCode() {
        return sums(denied);
    }

    /** Calls that a guard in shadow mode would have denied, by denial code. */
    public Map<String, Long> wouldDenyByCode() {
        return sums(wouldDeny);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((code, counter) -> sums.put(code, counter.sum()));
        return sums;
    }
}
