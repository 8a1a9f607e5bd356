package io.resilienceagent.cli.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** What was seen of a bot so far: the last two snapshots, and the lag of each loop over a while. For one thread. */
final class History {
    /** As many as a wide terminal shows. */
    private static final int MOST_LAGS = 120;

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, Deque<Long>> lags = new HashMap<>();
    private Snapshot before;
    private Snapshot now;

    /** One more. A bot that was started anew counts from nothing again. */
    void add(Snapshot next) {
        boolean another = now != null && !now.process().equals(next.process());
        before = another ? null : now;
        now = next;
        if (another) {
            lags.clear();
        }
        lags.keySet()
                .retainAll(next.loops().stream().map(Snapshot.LoopSeen::name).toList());
        for (Snapshot.LoopSeen loop : next.loops()) {
            Deque<Long> of = lags.computeIfAbsent(loop.name(), name -> new ArrayDeque<>());
            of.addLast(loop.lag());
            if (of.size() > MOST_LAGS) {
                of.removeFirst();
            }
        }
    }

    /** The newest; null before the first. */
    Snapshot now() {
        return now;
    }

    /** The one before; null where there is none of the same process. */
    Snapshot before() {
        return before;
    }

    /** Lags of a loop in milliseconds, oldest first, at most so many. */
    List<Long> lags(String loop, int most) {
        List<Long> all = List.copyOf(lags.getOrDefault(loop, new ArrayDeque<>()));
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Ticks a second. */
    OptionalDouble ticks(Snapshot.LoopSeen loop) {
        if (before == null) {
            return OptionalDouble.empty();
        }
        for (Snapshot.LoopSeen former : before.loops()) {
            if (former.name().equals(loop.name())) {
                return rate(former.ticks(), loop.ticks());
            }
        }
        return OptionalDouble.empty();
    }

    /** Calls a second. */
    OptionalDouble calls(Snapshot.JoinPointSeen joinPoint) {
        Snapshot.JoinPointSeen former = former(joinPoint);
        return former == null ? OptionalDouble.empty() : rate(former.calls(), joinPoint.calls());
    }

    /** Denials a second. */
    OptionalDouble denials(Snapshot.JoinPointSeen joinPoint) {
        Snapshot.JoinPointSeen former = former(joinPoint);
        return former == null ? OptionalDouble.empty() : rate(former.deniedInAll(), joinPoint.deniedInAll());
    }

    private Snapshot.JoinPointSeen former(Snapshot.JoinPointSeen joinPoint) {
        if (before != null) {
            for (Snapshot.JoinPointSeen former : before.joinPoints()) {
                if (former.name().equals(joinPoint.name())) {
                    return former;
                }
            }
        }
        return null;
    }

    private OptionalDouble rate(long from, long to) {
        double seconds = (now.at() - before.at()) / NANOS;
        // A reload may count anew: that is no rate.
        return seconds <= 0 || to < from ? OptionalDouble.empty() : OptionalDouble.of((to - from) / seconds);
    }
}
