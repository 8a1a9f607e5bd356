package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.incident.IncidentId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which standstills of the process are worth telling: those longer than a limit, and those that are a good part of why a
 * loop missed its own. Pauses of one cause that come one after another are one storm: told once, and again when it
 * gets much worse, until it has been calm for a while. A busy machine would push the real incidents off the disk else.
 * Used by the checker's thread alone.
 */
final class PauseReports {
    private static final long CALM = TimeUnit.SECONDS.toNanos(10);
    private static final int MUCH_WORSE = 2;

    private final StallListener listener;
    private final Map<Cause, Storm> storms = new EnumMap<>(Cause.class);
    private Finding gap;
    private long gapNanos;
    private boolean told = true;

    /** The pauses of one cause. */
    private static final class Storm {
        private boolean begun;
        private long lastAt;
        private long worst;

        /** Takes in a pause; whether it is worth telling. */
        boolean news(long nanos, long now) {
            boolean fresh = !begun || now - lastAt > CALM;
            boolean worse = nanos >= worst * MUCH_WORSE;
            begun = true;
            lastAt = now;
            if (fresh || worse) {
                worst = nanos;
            }
            return fresh || worse;
        }
    }

    PauseReports(StallListener listener) {
        this.listener = listener;
        for (Cause cause : Cause.values()) {
            storms.put(cause, new Storm());
        }
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
            tell(loop, new Finding(Cause.GC_PAUSE, evidence), collected, time);
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
        tell(loop, gap, gapNanos, time);
    }

    private void tell(String loop, Finding finding, long nanos, CheckerTime time) {
        if (storms.get(finding.cause()).news(nanos, time.now())) {
            listener.paused(new Pause(IncidentId.next("pause"), loop, finding, nanos));
        }
    }
}
