package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Waiter;
import java.util.List;
import java.util.Map;

/** Stories of a few facts, for what a rule makes of them. Moments are milliseconds since {@link #BEGIN}. */
final class Stories {
    /** When all of them begin, in nanoseconds since 1970. */
    static final long BEGIN = 1_795_000_000_000_000_000L;

    private static final long MILLI = 1_000_000L;

    private Stories() {}

    /** A moment in nanoseconds since 1970. */
    static long at(long millis) {
        return BEGIN + millis * MILLI;
    }

    /** A story that lasts so long. */
    static Story of(long millis) {
        Story story = new Story();
        story.saw(BEGIN);
        story.saw(at(millis));
        return story;
    }

    /** A loop {@code tick}, on a thread {@code Loop}, that stood still from one moment to another, with this evidence. */
    static Stall stall(String id, String cause, long from, long to, Map<String, Object> evidence) {
        return stall(id, false, "tick", cause, from, to, true, evidence, List.of(), "");
    }

    /** A pause of the process. */
    static Stall pause(String id, String cause, long from, long to, Map<String, Object> evidence) {
        return stall(id, true, "", cause, from, to, true, evidence, List.of(), "");
    }

    /** A stall of the loop {@code tick} in a circle of locks, which is not over. */
    static Stall locked(String id, List<Waiter> cycle, long from, long to) {
        return stall(id, false, "tick", "DEADLOCK", from, to, false, Map.of(), cycle, "");
    }

    /** A stall of the loop {@code tick} in a circle of locks, of which one gave up. */
    static Stall freed(String id, List<Waiter> cycle, long from, long to) {
        return stall(id, false, "tick", "DEADLOCK", from, to, true, Map.of(), cycle, "");
    }

    /** A stall that follows from another incident. */
    static Stall following(String id, String cause, long from, long to, String causeIncident) {
        return stall(id, false, "tick", cause, from, to, true, Map.of(), List.of(), causeIncident);
    }

    private static Stall stall(
            String id,
            boolean pause,
            String loop,
            String cause,
            long from,
            long to,
            boolean over,
            Map<String, Object> evidence,
            List<Waiter> cycle,
            String causeIncident) {
        return new Stall(
                id,
                pause,
                loop,
                pause ? "" : "Loop",
                cause,
                at(from),
                (to - from) * MILLI,
                over,
                500 * MILLI,
                MILLI,
                evidence,
                cycle,
                List.of(),
                "",
                "",
                causeIncident);
    }

    /** What a rule of this name found among all findings of a story. */
    static List<Finding> found(Story story, String rule) {
        return Rules.findings(story).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    /** The one finding of a story. */
    static Finding only(Story story) {
        List<Finding> findings = Rules.findings(story);
        if (findings.size() != 1) {
            throw new AssertionError("not one finding but " + findings);
        }
        return findings.get(0);
    }
}
