package io.resilienceagent.response;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.state.SystemState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is known of one stall, from its first moment on. The cause is that of the first moment: while a loop comes back its
 * thread is seen in all sorts of places, and by then the evidence is gone. Only a cause that was not known, or a deadlock,
 * which takes a moment to close, changes it; all others that were seen later are listed. Used by the detector's thread.
 */
final class StallStory {
    private static final int MOST_LATER = 20;
    private static final String RECORDED = "recorded";

    private final Instant at;
    private final Instant stuckSince;
    private final SystemState before;
    private final SystemState after;
    private final String causeIncident;
    private final Runnable dump;
    private final List<Map<String, Object>> later = new ArrayList<>();
    private Finding first;
    private Cause latest;

    /** @param stalledNanos how long the loop had made no progress at that moment */
    StallStory(
            Instant at,
            long stalledNanos,
            SystemState before,
            SystemState after,
            Finding first,
            String causeIncident,
            Runnable dump) {
        this.dump = dump;
        this.causeIncident = causeIncident;
        this.at = at;
        this.stuckSince = at.minusNanos(stalledNanos);
        this.before = before;
        this.after = after;
        this.first = first;
        this.latest = first.cause();
    }

    /** When the loop had made its last progress, by the wall clock. */
    Instant stuckSince() {
        return stuckSince;
    }

    /** The incident that it follows from; null for none. */
    String causeIncident() {
        return causeIncident;
    }

    /** Writes the task dump, unless it is written. */
    Runnable dump() {
        return dump;
    }

    Instant at() {
        return at;
    }

    SystemState before() {
        return before;
    }

    SystemState after() {
        return after;
    }

    /** The cause with all evidence so far. */
    Finding finding() {
        if (later.isEmpty()) {
            return first;
        }
        Map<String, Object> evidence = new LinkedHashMap<>(first.evidence());
        evidence.put("later", List.copyOf(later));
        return new Finding(first.cause(), evidence);
    }

    /**
     * Takes in what a later look found.
     *
     * @param stalledNanos how long the stall had lasted then
     * @return whether the cause of the stall is another now
     */
    boolean learn(Finding next, long stalledNanos) {
        boolean better =
                first.cause() != next.cause() && (first.cause() == Cause.UNKNOWN || next.cause() == Cause.DEADLOCK);
        if (better) {
            first = next;
        } else if (first.cause() == next.cause() && next.evidence().containsKey(RECORDED)) {
            // The flight recorder speaks late: its testimony joins the evidence of the first moment.
            Map<String, Object> joined = new LinkedHashMap<>(first.evidence());
            joined.put(RECORDED, next.evidence().get(RECORDED));
            first = new Finding(first.cause(), joined);
        }
        if (next.cause() != latest && !better && later.size() < MOST_LATER) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("after_ms", TimeUnit.NANOSECONDS.toMillis(stalledNanos));
            seen.put("cause", next.cause().name());
            seen.put("summary", next.evidence().getOrDefault("summary", ""));
            later.add(seen);
        }
        latest = next.cause();
        return better;
    }
}
