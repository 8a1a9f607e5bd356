package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Lag;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;

/** Pauses of the whole process that loops had to sit out: for garbage, for other stops of the JVM, or from outside. */
final class PauseRule implements Rule {
    private static final long LONG = 200_000_000L;
    private static final double MUCH = 0.05;

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        collected(story, true, findings);
        collected(story, false, findings);
        for (Stall pause : story.stalls()) {
            if (pause.pause() && pause.cause().equals("HOST_SUSPENDED")) {
                findings.add(Finding.of(
                                Severity.MEDIUM,
                                "HOST_SUSPENDED",
                                "the process stood still for " + Moments.span(pause.stalled()) + ", from outside",
                                pause.begin(),
                                pause.end(),
                                List.of(pause.summary().isEmpty() ? "the agent's own clock" : pause.summary()),
                                "Give the machine or container more processor time, and suspend no trading bot.",
                                Sure.CERTAIN)
                        .in(pause.incidentId()));
            }
        }
        return findings;
    }

    private static void collected(Story story, boolean gc, List<Finding> findings) {
        List<Pause> longOnes = story.machine().pauses().list().stream()
                .filter(pause -> pause.gc() == gc && pause.nanos() >= LONG)
                .toList();
        long span = Math.max(1, story.to() - story.from());
        long sum = story.machine().pauses().list().stream()
                .filter(pause -> pause.gc() == gc)
                .mapToLong(Pause::nanos)
                .sum();
        boolean much = sum > MUCH * span;
        if (longOnes.isEmpty() && !much) {
            return;
        }
        Pause longest = story.machine().pauses().list().stream()
                .filter(pause -> pause.gc() == gc)
                .findFirst()
                .orElseThrow();
        List<String> evidence = new ArrayList<>();
        evidence.add("the longest: " + longest.name() + ", " + Moments.span(longest.nanos()) + " at "
                + Moments.clock(longest.begin()));
        evidence.add(Moments.span(sum) + " of " + Moments.span(span) + " in all");
        boolean lagged = lagged(story, longest, evidence);
        findings.add(Finding.of(
                longest.nanos() >= 5 * LONG || lagged ? Severity.HIGH : Severity.MEDIUM,
                gc ? "GC_LAG" : "SAFEPOINT_LAG",
                (gc ? "garbage collection" : "a stop of the JVM (" + longest.name() + ")")
                        + " stopped everything for up to " + Moments.span(longest.nanos()),
                longest.begin(),
                longest.end(),
                evidence,
                gc
                        ? "Give the heap more room (-Xmx), allocate less, or use a collector with short pauses (-XX:+UseZGC)."
                        : "Find out who asks for that operation: thread dumps, heap dumps and class redefinition stop all threads.",
                Sure.CERTAIN));
    }

    /** Whether a loop was behind by more than the half of its limit when the pause was. */
    private static boolean lagged(Story story, Pause pause, List<String> evidence) {
        boolean lagged = false;
        for (var loop : story.lags().entrySet()) {
            Lag lag = loop.getValue();
            boolean near = lag.limit() > 0 && pause.nanos() > lag.limit() / 2;
            if (near) {
                evidence.add("more than the half of what loop " + loop.getKey() + " may go without progress ("
                        + Moments.span(lag.limit()) + ")");
            }
            lagged |= near;
        }
        for (Stall stall : story.stalls()) {
            boolean during = stall.begin() <= pause.end() && stall.end() >= pause.begin();
            if (during && (stall.cause().equals("GC_PAUSE") || stall.cause().equals("SAFEPOINT"))) {
                evidence.add("the agent saw it too: " + stall.incidentId());
                lagged = true;
            }
        }
        return lagged;
    }
}
