package io.resilienceagent.report.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop that made no progress within its limit, or the process that stood still, by what was told of it so far.
 *
 * @param incidentId its name
 * @param pause whether the process stood still, so that the loop could not help it
 * @param loop the loop; empty for the process
 * @param thread the loop's thread; empty if unknown
 * @param cause why, in the agent's words
 * @param begin the last progress before, in nanoseconds since 1970
 * @param stalled how long, in nanoseconds; up to when it was told last where it is not over
 * @param over whether the loop goes on again
 * @param limit how long it may go without progress; 0 if unknown
 * @param detectedAfter from the limit to the detection; in nanoseconds
 * @param evidence what the agent wrote down of it; empty where there is no incident folder
 * @param cycle those who wait for each other, in order; empty if nobody
 * @param stack the thread's stack while it stood, the innermost frame first; empty if unknown
 * @param stateBefore the bot's state before; empty if unknown
 * @param stateAfter the state that it led to; empty if unknown
 * @param causeIncidentId the incident that this one follows from, as an experiment; empty if none
 */
public record Stall(
        String incidentId,
        boolean pause,
        String loop,
        String thread,
        String cause,
        long begin,
        long stalled,
        boolean over,
        long limit,
        long detectedAfter,
        Map<String, Object> evidence,
        List<Waiter> cycle,
        List<String> stack,
        String stateBefore,
        String stateAfter,
        String causeIncidentId) {
    /** Copies what may change. */
    public Stall {
        evidence = new LinkedHashMap<>(evidence);
        cycle = List.copyOf(cycle);
        stack = List.copyOf(stack);
    }

    /** Until when, as far as known. */
    public long end() {
        return begin + stalled;
    }

    /** The agent's own sentence about it; empty where there is none. */
    public String summary() {
        Object summary = evidence.get("summary");
        return summary instanceof String text ? text : "";
    }

    /** What two tellings of one stall say together: the longer one is the later one. */
    Stall with(Stall other) {
        Stall later = other.over != over ? (other.over ? other : this) : other.stalled > stalled ? other : this;
        boolean cycleHere = !cycle.isEmpty();
        return new Stall(
                incidentId,
                pause,
                first(loop, other.loop),
                first(thread, other.thread),
                first(later.cause, first(cause, other.cause)),
                Math.min(begin, other.begin),
                Math.max(stalled, other.stalled),
                over || other.over,
                Math.max(limit, other.limit),
                Math.max(detectedAfter, other.detectedAfter),
                evidence.isEmpty() ? other.evidence : evidence,
                cycleHere ? cycle : other.cycle,
                stack.isEmpty() ? other.stack : stack,
                first(stateBefore, other.stateBefore),
                first(stateAfter, other.stateAfter),
                first(causeIncidentId, other.causeIncidentId));
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
