package io.resilienceagent.report.page;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Severity;
import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Transition;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The story in words: what happened, why, how long, what the agent did.
 *
 * @param title one sentence without a full stop
 * @param sentences the rest
 */
record Headline(String title, List<String> sentences) {
    private static final Map<String, String> WORDS = Map.of(
            "DEADLOCK", "was caught in a deadlock",
            "LOCK_WAIT", "waited for a lock",
            "BLOCKING_IO", "waited for input or output",
            "CPU_SPIN", "computed without end",
            "RUNAWAY_RECURSION", "called deeper and deeper",
            "SLEEP", "slept",
            "LOOP_DEAD", "was dead",
            "STARVATION", "did not get its turn");

    static Headline of(Told told) {
        Optional<Stall> worst = worst(told.story());
        List<String> sentences = new ArrayList<>();
        if (worst.isPresent()) {
            stall(told.story(), worst.get(), sentences);
        }
        if (!told.story().agent()) {
            sentences.add("The agent was not there: what follows is told by the JVM's own events.");
        }
        worstFindings(told, worst.isPresent(), sentences);
        return new Headline(title(told, worst), sentences);
    }

    private static Optional<Stall> worst(Story story) {
        Stall worst = null;
        for (Stall stall : story.stalls()) {
            if (!stall.pause()) {
                boolean worse = worst == null
                        || (worst.over() && !stall.over())
                        || (worst.over() == stall.over() && stall.stalled() > worst.stalled());
                worst = worse ? stall : worst;
            }
        }
        return Optional.ofNullable(worst);
    }

    private static String title(Told told, Optional<Stall> worst) {
        if (worst.isPresent()) {
            Stall stall = worst.get();
            return "Loop " + stall.loop() + " " + WORDS.getOrDefault(stall.cause(), "stood still")
                    + (stall.over() ? " for " + Moments.span(stall.stalled()) : " and did not go on again");
        }
        Optional<Finding> finding = told.findings().stream()
                .filter(found -> found.source() == Finding.Source.RESILIENCE && found.severity() != Severity.LOW)
                .findFirst();
        return finding.map(found -> upper(found.title()))
                .orElse("Nothing stood still in "
                        + Moments.span(told.story().to() - told.story().from()));
    }

    private static String upper(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void stall(Story story, Stall stall, List<String> sentences) {
        if (!stall.summary().isEmpty()) {
            sentences.add(upper(stall.summary()) + ".");
        }
        sentences.add("It was stuck from " + Moments.clock(stall.begin()) + " UTC"
                + (stall.over() ? " to " + Moments.clock(stall.end()) : "; this record ends while it lasts") + ".");
        done(story, stall).ifPresent(sentences::add);
        for (Fault fault : story.faults()) {
            if (!fault.dryRun() && fault.incidentId().equals(stall.causeIncidentId())) {
                sentences.add("It was done on purpose: experiment " + fault.incidentId() + ", " + fault.type() + ".");
            }
        }
        long more = story.stalls().stream().filter(other -> !other.pause()).count() - 1 + story.droppedStalls();
        if (more > 0) {
            sentences.add(Moments.count(more, "more stall") + (more == 1 ? " is" : " are") + " told below.");
        }
    }

    /** What the agent did about it. */
    private static Optional<String> done(Story story, Stall stall) {
        List<String> parts = new ArrayList<>();
        if (stall.limit() > 0) {
            parts.add("saw it " + Moments.span(stall.detectedAfter()) + " after the limit of "
                    + Moments.span(stall.limit()));
        } else if (stall.detectedAfter() > 0) {
            parts.add("saw it " + Moments.span(stall.detectedAfter()) + " after its limit");
        }
        Optional<Transition> safe = story.transitions().stream()
                .filter(change -> change.causeIncidentId().equals(stall.incidentId()))
                .findFirst();
        safe.ifPresent(change -> parts.add(
                "put the bot from " + change.from() + " into " + change.to() + " at " + Moments.clock(change.at())));
        if (safe.isEmpty()
                && !stall.stateAfter().isEmpty()
                && !stall.stateAfter().equals(stall.stateBefore())) {
            parts.add("put the bot from " + stall.stateBefore() + " into " + stall.stateAfter());
        }
        long denied = story.denials().stream()
                .filter(calls -> calls.key().enforced() && calls.last() >= stall.begin())
                .mapToLong(Denied::count)
                .sum();
        if (denied > 0) {
            long stalls =
                    story.stalls().stream().filter(other -> !other.pause()).count();
            parts.add("denied " + Moments.count(denied, "call") + (stalls > 1 ? " in all" : ""));
        }
        story.transitions().stream()
                .filter(change -> change.to().equals("RUNNING") && change.at() > stall.begin())
                .findFirst()
                .ifPresent(change -> parts.add("let it run again at " + Moments.clock(change.at())));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String last = parts.remove(parts.size() - 1);
        return Optional.of("The agent " + (parts.isEmpty() ? "" : String.join(", ", parts) + ", and ") + last + ".");
    }

    private static void worstFindings(Told told, boolean stall, List<String> sentences) {
        long high = told.findings().stream()
                .filter(found ->
                        found.severity() == Severity.HIGH && !found.rule().equals("LOOP_STALL"))
                .count();
        if (high > 0) {
            sentences.add((stall ? "Beside it " : "") + Moments.count(high, "finding") + (high == 1 ? " is" : " are")
                    + " of high severity.");
        }
    }
}
