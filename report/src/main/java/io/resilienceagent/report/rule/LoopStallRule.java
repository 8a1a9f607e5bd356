package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loops that made no progress within their limit, one finding for each loop and cause. */
final class LoopStallRule implements Rule {
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("DEADLOCK", "See the finding DEADLOCK."),
            Map.entry(
                    "LOCK_WAIT",
                    "Keep what the holder does under the lock short, or have the loop use tryLock with a time."),
            Map.entry(
                    "BLOCKING_IO",
                    "Give the call a timeout that is shorter than the loop's limit, or do it on another thread."),
            Map.entry(
                    "CPU_SPIN",
                    "Look at the flame graph: bound the loop in that method, or move the computation elsewhere."),
            Map.entry(
                    "RUNAWAY_RECURSION",
                    "Bound the depth of the repeated frames; it would have ended in a StackOverflowError."),
            Map.entry("SLEEP", "Do not sleep on the loop's thread: schedule the continuation instead."),
            Map.entry("LOOP_DEAD", "Catch what the periodic task throws; the executor drops a task that threw once."),
            Map.entry("STARVATION", "Give the loop a thread of its own, or bound the work that shares its thread."),
            Map.entry("UNKNOWN", "Look at the task dump and the samples; the machine may have been too busy to tell."));

    /** One that is not over is worse than any that is. */
    private static final Comparator<Stall> WORST_LAST =
            Comparator.comparing((Stall stall) -> !stall.over()).thenComparingLong(Stall::stalled);

    @Override
    public List<Finding> findings(Story story) {
        Map<String, List<Stall>> groups = new LinkedHashMap<>();
        for (Stall stall : story.stalls()) {
            if (!stall.pause()) {
                groups.computeIfAbsent(stall.loop() + '\n' + stall.cause(), key -> new ArrayList<>())
                        .add(stall);
            }
        }
        return groups.values().stream().map(stalls -> finding(stalls, story)).toList();
    }

    private static Finding finding(List<Stall> stalls, Story story) {
        Stall worst = Collections.max(stalls, WORST_LAST);
        boolean once = stalls.size() == 1;
        String times = once ? "" : ", " + stalls.size() + " times,";
        String how = !worst.over()
                ? " and did not go on again"
                : (once ? " for " : " the longest for ") + Moments.span(worst.stalled());
        List<String> evidence = new ArrayList<>();
        if (!worst.summary().isEmpty()) {
            evidence.add(worst.summary());
        }
        evidence.add("thread " + worst.thread() + ", stuck since " + Moments.clock(worst.begin())
                + (worst.limit() > 0 ? ", limit " + Moments.span(worst.limit()) : "")
                + (worst.detectedAfter() > 0
                        ? ", seen " + Moments.span(worst.detectedAfter()) + " after the limit"
                        : ""));
        if (!worst.stack().isEmpty()) {
            evidence.add("stack: "
                    + String.join(" < ", worst.stack().stream().limit(5).toList()));
        }
        experiment(worst, story, evidence);
        return Finding.of(
                        Severity.HIGH,
                        "LOOP_STALL",
                        "loop " + worst.loop() + " stood still" + times + how + ": " + worst.cause(),
                        worst.begin(),
                        worst.over() ? worst.end() : story.to(),
                        evidence,
                        ADVICE.getOrDefault(worst.cause(), ADVICE.get("UNKNOWN")),
                        worst.cause().equals("UNKNOWN") ? Sure.LIKELY : Sure.CERTAIN)
                .in(worst.incidentId());
    }

    private static void experiment(Stall stall, Story story, List<String> evidence) {
        for (Fault fault : story.faults()) {
            if (fault.incidentId().equals(stall.causeIncidentId()) && !fault.dryRun()) {
                evidence.add("on purpose: experiment " + fault.incidentId() + " (" + fault.type() + ") was at work");
            }
        }
    }
}
