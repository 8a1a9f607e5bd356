package io.resilienceagent.flight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last things seen of one thread, or of the whole process: a ring of fixed size. Thread-safe. */
final class Sightings {
    /** What was seen. */
    enum Kind {
        SAMPLE,
        MONITOR,
        WAIT,
        PARK,
        SLEEP,
        SOCKET,
        FILE,
        GC_PAUSE,
        VM_OPERATION
    }

    private final long[] ends;
    private final long[] lasted;
    private final Kind[] kinds;
    private final String[] what;
    private final String[] detail;
    private int next;

    Sightings(int size) {
        ends = new long[size];
        lasted = new long[size];
        kinds = new Kind[size];
        what = new String[size];
        detail = new String[size];
    }

    /**
     * One more; the oldest is forgotten.
     *
     * @param end when it ended, in nanoseconds of the wall clock
     * @param nanos how long it lasted
     * @param subject what was waited for, read or sampled
     * @param more who held it, or how many bytes; empty if nothing
     */
    synchronized void add(Kind kind, long end, long nanos, String subject, String more) {
        ends[next] = end;
        lasted[next] = nanos;
        kinds[next] = kind;
        what[next] = subject;
        detail[next] = more;
        next = (next + 1) % ends.length;
    }

    /** How often each subject was seen since then, most often first, at most so many. */
    synchronized Map<String, Integer> most(Kind kind, long since, int most) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < ends.length; i++) {
            if (kinds[i] == kind && ends[i] >= since) {
                counts.merge(what[i], 1, Integer::sum);
            }
        }
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        Map<String, Integer> top = new LinkedHashMap<>();
        sorted.stream().limit(most).forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return top;
    }

    /** The last ones of a kind since then, the newest first, as facts. */
    synchronized List<Map<String, Object>> last(Kind kind, long since, int most, String subject, String more) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (int i = 0; i < ends.length && found.size() < most; i++) {
            int slot = Math.floorMod(next - 1 - i, ends.length);
            if (kinds[slot] == kind && ends[slot] >= since) {
                Map<String, Object> fact = new LinkedHashMap<>();
                fact.put(subject, what[slot]);
                if (!detail[slot].isEmpty()) {
                    fact.put(more, detail[slot]);
                }
                fact.put("ms", lasted[slot] / 1_000_000);
                found.add(fact);
            }
        }
        return found;
    }

    /** How many of a kind since then, how long together, and the longest; empty when there was none. */
    synchronized Map<String, Object> total(Kind kind, long since) {
        int count = 0;
        long sum = 0;
        int longest = -1;
        for (int i = 0; i < ends.length; i++) {
            if (kinds[i] == kind && ends[i] >= since) {
                count++;
                sum += lasted[i];
                longest = longest < 0 || lasted[i] > lasted[longest] ? i : longest;
            }
        }
        if (longest < 0) {
            return Map.of();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("count", count);
        facts.put("total_ms", sum / 1_000_000);
        facts.put("longest_ms", lasted[longest] / 1_000_000);
        facts.put("longest", what[longest]);
        return facts;
    }
}
