package io.resilienceagent.report.drill;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Rules;
import io.resilienceagent.report.rule.Severity;
import io.resilienceagent.report.rule.Sure;
import io.resilienceagent.report.text.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What went wrong in a drill, with what shows it and what to do. Stateless. */
public final class DrillFindings {
    private static final String ENFORCED = "enforce";
    private static final String DENIED = "resilience_denials_total";
    private static final String WOULD_BE_DENIED = "resilience_would_denials_total";

    private DrillFindings() {}

    /** The findings on all scenarios, the worst first. */
    public static List<Finding> of(List<ScenarioRun> runs) {
        List<Finding> findings = new ArrayList<>();
        for (ScenarioRun run : runs) {
            if (run.trouble() != null) {
                findings.add(finding(
                        run,
                        Severity.HIGH,
                        "DRILL_BROKEN_OFF",
                        run.scenario() + " was not carried out: "
                                + run.trouble().what(),
                        evidence(run, List.of()),
                        run.trouble().next()));
            }
            for (Verdict verdict : run.verdicts()) {
                if (!verdict.held()) {
                    findings.add(failed(run, verdict));
                }
            }
        }
        guardsOff(runs).ifPresent(findings::add);
        findings.sort(Rules.WORST_FIRST);
        return findings;
    }

    private static Finding failed(ScenarioRun run, Verdict verdict) {
        String told = "It was " + verdict.measured() + ", expected was " + verdict.bound() + ".";
        return finding(
                run,
                verdict.severity(),
                "DRILL_EXPECTATION",
                run.scenario() + ": " + verdict.expectation() + " did not hold, it was " + verdict.measured(),
                evidence(run, List.of(told)),
                verdict.advice());
    }

    private static List<String> evidence(ScenarioRun run, List<String> first) {
        List<String> evidence = new ArrayList<>(first);
        evidence.add(run.faults()
                + (run.fired() == 0
                        ? " never struck."
                        : " struck " + Moments.count(run.fired(), "time") + " within " + Moments.span(lasts(run))
                                + "."));
        ticks(run, evidence);
        Counted counted = new Counted(run.counted());
        if (counted.of("resilience_stalls_total") > 0) {
            evidence.add("The loop was stalled: " + counted.by("cause", "resilience_stalls_total") + ".");
        }
        evidence.add(denials(run, counted));
        return evidence;
    }

    /** How long the faults were to last, in nanoseconds. */
    private static long lasts(ScenarioRun run) {
        return run.injected().stream().mapToLong(Injected::lastsMs).max().orElse(0) * 1_000_000;
    }

    private static void ticks(ScenarioRun run, List<String> evidence) {
        run.phase(Phase.BASELINE).ifPresent(before -> run.phase(Phase.FAULT)
                .ifPresent(during -> evidence.add("Ticks of " + run.loop() + ": 95 of 100 took "
                        + millis(before.p95()) + " before, " + millis(during.p95()) + " during the fault"
                        + (during.deadlineMiss() == null
                                ? ""
                                : String.format("; %.1f %% missed their deadline", during.deadlineMiss()))
                        + ".")));
    }

    private static String denials(ScenarioRun run, Counted counted) {
        if (ENFORCED.equals(run.mode())) {
            long denied = counted.of(DENIED);
            return denied == 0
                    ? "The guards denied nothing."
                    : "The guards denied " + Moments.count(denied, "call") + ": " + counted.by("code", DENIED) + ".";
        }
        return "The guards were not in force (mode: " + run.mode() + "): they " + wouldHave(counted) + ".";
    }

    private static String wouldHave(Counted counted) {
        long would = counted.of(WOULD_BE_DENIED);
        return would == 0
                ? "would have denied nothing"
                : "would have denied " + Moments.count(would, "call") + ": " + counted.by("code", WOULD_BE_DENIED);
    }

    /** The reason of most that failed, where the guards only said what they would do. */
    private static Optional<Finding> guardsOff(List<ScenarioRun> runs) {
        long failed = runs.stream()
                .filter(run -> !run.passed() && !ENFORCED.equals(run.mode()))
                .count();
        if (failed == 0) {
            return Optional.empty();
        }
        ScenarioRun first = runs.get(0);
        List<String> evidence = runs.stream()
                .filter(run -> new Counted(run.counted()).of(WOULD_BE_DENIED) > 0)
                .map(run -> run.scenario() + ": the guards " + wouldHave(new Counted(run.counted())) + ".")
                .toList();
        return Optional.of(finding(
                first,
                Severity.HIGH,
                "GUARDS_OFF",
                Moments.count(failed, "scenario") + " failed while the guards were not in force",
                evidence,
                "Say mode: enforce in the policy, and run the drill again."));
    }

    private static Finding finding(
            ScenarioRun run, Severity severity, String rule, String title, List<String> evidence, String advice) {
        long start = started(run);
        long end = start
                + 1000 * run.phases().stream().mapToLong(Phase::toUs).max().orElse(0);
        return new Finding(
                severity,
                rule,
                title,
                start,
                end,
                evidence,
                advice,
                Sure.CERTAIN,
                run.incidentId(),
                Finding.Source.RESILIENCE);
    }

    /** When a scenario began, in nanoseconds since 1970; 0 where its file does not tell. */
    public static long started(ScenarioRun run) {
        try {
            return Moments.nanos(Instant.parse(run.started()));
        } catch (DateTimeException | NullPointerException unknown) {
            return 0;
        }
    }

    /** Milliseconds in words. */
    private static String millis(Double value) {
        return value == null ? "an unknown time" : Moments.span((long) (value * 1e6));
    }
}
