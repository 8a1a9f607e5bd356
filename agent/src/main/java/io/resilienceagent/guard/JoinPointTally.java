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
    private final LongAdder deniedLate = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final MessageTimes messages = new MessageTimes();

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

    /** A call that had been made was denied all the same, as one that took too long. */
    void deniedLate(String code) {
        deniedLate.increment();
        denied(code, true);
    }

    void failed() {
        failed.increment();
    }

    void repeated() {
        repeated.increment();
    }

    /** Calls that reached the guards, denied ones among them. */
    public long calls() {
        return calls.sum() + ticks.calls();
    }

    /** The ticks, if the join point is a loop: they count its calls too, for less. */
    public Ticks ticks() {
        return ticks;
    }

    /** How often the host's method was run for these calls: without those denied before it, with each repeat. */
    public long attempts() {
        long before = 0;
        for (LongAdder counter : denied.values()) {
            before += counter.sum();
        }
        return Math.max(failures(), calls() + repeats() - Math.max(0, before - deniedLate.sum()));
    }

    /** Runs of the host's method that failed; known where the join point has a guard. */
    public long failures() {
        return failed.sum();
    }

    /** How often a guard had the host's method run again. */
    public long repeats() {
        return repeated.sum();
    }

    /** When its calls came, if the join point is a handler of messages. */
    public MessageTimes messages() {
        return messages;
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
