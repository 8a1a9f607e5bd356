package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.incident.IncidentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which standstills of the process are worth telling: those that made a loop miss its limit, and those that would have.
 * One is told once, with the first loop that it made late; garbage collections that come one after another are one
 * storm, told once until it has been calm for a while. Used by the checker's thread alone.
 */
final class PauseReports {
    private static final long CALM = TimeUnit.SECONDS.toNanos(10);

    private final StallListener listener;
    private Finding gap;
    private long gapNanos;
    private boolean told = true;
    private boolean stormed;
    private long stormAt;

    PauseReports(StallListener listener) {
        this.listener = listener;
    }

    /** A look has begun, perhaps late. */
    void look(CheckerTime time) {
        if (time.gap() != null) {
            gap = time.gap();
            gapNanos = time.gapNanos();
            told = false;
        }
    }

    /** A loop would be stalled but for pauses since then. */
    void madeLate(String loop, CheckerTime time, Since since, long limitNanos) {
        long paused = since.pausedNanos(time, limitNanos);
        long collected = since.collectedNanos(time);
        if (!told && gapNanos * 2 >= paused) {
            tell(loop, time);
        } else if (collected * 2 >= paused) {
            Map<String, Object> evidence = new LinkedHashMap<>();
            evidence.put("gc_paused_ms", TimeUnit.NANOSECONDS.toMillis(collected));
            evidence.put("within_ms", TimeUnit.NANOSECONDS.toMillis(since.clockAge(time)));
            storm(loop, new Finding(Cause.GC_PAUSE, evidence), collected, time);
        } else if (!told) {
            tell(loop, time);
        }
    }

    /** All loops were looked at; a pause as long as the shortest limit is told, whether it did harm or not. */
    void lookEnds(long shortestLimitNanos, CheckerTime time) {
        if (!told && gapNanos > shortestLimitNanos) {
            tell("", time);
        }
    }

    private void tell(String loop, CheckerTime time) {
        told = true;
        if (gap.cause() == Cause.GC_PAUSE) {
            storm(loop, gap, gapNanos, time);
        } else {
            listener.paused(new Pause(IncidentId.next("stall"), loop, gap, gapNanos));
        }
    }

    private void storm(String loop, Finding finding, long nanos, CheckerTime time) {
        boolean news = !stormed || time.now() - stormAt > CALM;
        stormed = true;
        stormAt = time.now();
        if (news) {
            listener.paused(new Pause(IncidentId.next("stall"), loop, finding, nanos));
        }
    }
}
