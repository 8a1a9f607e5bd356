package io.resilienceagent.metrics;

import io.resilienceagent.metrics.LiveParts.JoinPointPart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which share of the runs of each operation failed lately. The past is what was seen at earlier scrapes, by whomever: the more seldom anybody
 * looks, the longer the time that is told of. For one thread at a time.
 */
final class FailRates {
    static final long WINDOW = TimeUnit.MINUTES.toNanos(5);
    /** Closer looks are not remembered. */
    private static final long APART = TimeUnit.SECONDS.toNanos(5);

    private final Map<String, Deque<Sight>> past = new HashMap<>();

    /** What was seen of an operation at a moment. */
    private record Sight(long at, long attempts, long failures) {}

    /** The rates of those join points at which anything was ever tried. */
    Map<JoinPointPart, Double> read(List<JoinPointPart> parts, long now) {
        Map<JoinPointPart, Double> rates = new LinkedHashMap<>();
        for (JoinPointPart part : parts) {
            long attempts = part.tally().attempts();
            if (attempts > 0) {
                rates.put(
                        part,
                        rate(part.name(), new Sight(now, attempts, part.tally().failures())));
            }
        }
        past.keySet().retainAll(parts.stream().map(JoinPointPart::name).collect(Collectors.toSet()));
        return rates;
    }

    private double rate(String name, Sight now) {
        Deque<Sight> sights = past.computeIfAbsent(name, unused -> new ArrayDeque<>(List.of(new Sight(now.at, 0, 0))));
        while (sights.size() > 1 && now.at - second(sights).at >= WINDOW) {
            sights.removeFirst();
        }
        if (now.at - sights.getLast().at >= APART) {
            sights.addLast(now);
        }
        Sight then = sights.getFirst();
        long attempts = now.attempts - then.attempts;
        return attempts <= 0 ? 0 : Math.min(1, Math.max(0, (double) (now.failures - then.failures) / attempts));
    }

    private static Sight second(Deque<Sight> sights) {
        var each = sights.iterator();
        each.next();
        return each.next();
    }
}
