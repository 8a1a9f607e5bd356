package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Lag;
import io.resilienceagent.report.story.Longest;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pauses of the whole process that loops had to sit out: for garbage, for other stops of the JVM, or from outside. */
final class PauseRule implements Rule {
    private static final long LONG = 200_000_000L;
    private static final long VERY_LONG = 1_000_000_000L;
    private static final double MUCH = 0.05;

    /** Whose doing a pause was. */
    private enum Origin {
        GARBAGE(
                "GC_PAUSE",
                "GC_LAG",
                ", for garbage",
                "Give the heap more room (-Xmx), allocate less, or use a collector with short pauses (-XX:+UseZGC)."),
        STOP(
                "SAFEPOINT",
                "SAFEPOINT_LAG",
                ", because the JVM stopped all threads",
                "Find out who asks for that operation: thread dumps, heap dumps and class redefinition stop all threads."),
        OUTSIDE(
                "HOST_SUSPENDED",
                "HOST_SUSPENDED",
                ", from outside",
                "Give the machine or container more processor time, and suspend no trading bot."),
        UNKNOWN(
                "UNKNOWN",
                "HOST_SUSPENDED",
                "; why cannot be told",
                "Look at what the machine did then: its load, its hypervisor, a suspension, a debugger.");

        private final String cause;
        private final String rule;
        private final String words;
        private final String advice;

        Origin(String cause, String rule, String words, String advice) {
            this.cause = cause;
            this.rule = rule;
            this.words = words;
            this.advice = advice;
        }
    }

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Origin origin : Origin.values()) {
            recorded(story, origin).or(() -> told(story, origin)).ifPresent(findings::add);
        }
        return findings;
    }

    /** What the JVM's own events say. */
    private static Optional<Finding> recorded(Story story, Origin origin) {
        if (origin == Origin.OUTSIDE || origin == Origin.UNKNOWN) {
            return Optional.empty();
        }
        boolean gc = origin == Origin.GARBAGE;
        Longest<Pause> pauses = story.machine().pauses(gc);
        if (pauses.count() == 0) {
            return Optional.empty();
        }
        Pause longest = pauses.list().get(0);
        long span = Math.max(1, story.to() - story.from());
        if (longest.nanos() < LONG && pauses.sum() <= MUCH * span) {
            return Optional.empty();
        }
        List<String> evidence = new ArrayList<>();
        evidence.add("the longest: " + longest.name() + ", " + Moments.span(longest.nanos()) + " at "
                + Moments.clock(longest.begin()));
        evidence.add(Moments.count(pauses.count(), "pause") + ", " + Moments.span(pauses.sum()) + " of "
                + Moments.span(span) + " in all");
        boolean lagged = lagged(story, longest, origin, evidence);
        return Optional.of(Finding.of(
                longest.nanos() >= VERY_LONG || lagged ? Severity.HIGH : Severity.MEDIUM,
                origin.rule,
                (gc ? "garbage collection" : "a stop of the JVM (" + longest.name() + ")")
                        + " stopped everything for up to " + Moments.span(longest.nanos()),
                longest.begin(),
                longest.end(),
                evidence,
                origin.advice,
                Sure.CERTAIN));
    }

    /** Whether it took more than half of a loop's limit, or the agent told of it as well. */
    private static boolean lagged(Story story, Pause pause, Origin origin, List<String> evidence) {
        boolean lagged = false;
        for (Map.Entry<String, Lag> loop : story.lags().entrySet()) {
            long limit = loop.getValue().limit();
            if (limit > 0 && pause.nanos() > limit / 2) {
                evidence.add("more than half of what loop " + loop.getKey() + " may go without progress ("
                        + Moments.span(limit) + ")");
                lagged = true;
            }
        }
        for (Stall stall : told(story, origin.cause)) {
            if (stall.begin() <= pause.end() && stall.end() >= pause.begin()) {
                evidence.add("the agent saw it too: " + stall.incidentId());
                lagged = true;
            }
        }
        return lagged;
    }

    /** What the agent says, by its own clock; all of one origin are one finding. */
    private static Optional<Finding> told(Story story, Origin origin) {
        List<Stall> times = told(story, origin.cause);
        if (times.isEmpty()) {
            return Optional.empty();
        }
        Stall longest =
                times.stream().max(Comparator.comparingLong(Stall::stalled)).orElseThrow();
        List<String> evidence = new ArrayList<>();
        evidence.add(longest.summary().isEmpty() ? "the agent's own clock" : longest.summary());
        if (times.size() > 1) {
            evidence.add(times.size() + " times from "
                    + Moments.clock(times.get(0).begin()) + " on, "
                    + Moments.span(times.stream().mapToLong(Stall::stalled).sum()) + " in all");
        }
        return Optional.of(Finding.of(
                        Severity.MEDIUM,
                        origin.rule,
                        "the process stood still " + (times.size() == 1 ? "for " : times.size() + " times, for up to ")
                                + Moments.span(longest.stalled()) + origin.words,
                        longest.begin(),
                        longest.end(),
                        evidence,
                        origin.advice,
                        origin == Origin.UNKNOWN ? Sure.POSSIBLE : Sure.CERTAIN)
                .in(longest.incidentId()));
    }

    private static List<Stall> told(Story story, String cause) {
        return story.stalls().stream()
                .filter(stall -> stall.pause() && stall.cause().equals(cause))
                .toList();
    }
}
