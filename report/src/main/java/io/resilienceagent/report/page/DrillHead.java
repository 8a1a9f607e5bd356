package io.resilienceagent.report.page;

import io.resilienceagent.report.drill.Phase;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.drill.Verdict;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A drill in words: what both pages say of it. Stateless. */
final class DrillHead {
    /** The names of the columns of {@link #row}. */
    static final List<String> COLUMNS =
            List.of("scenario", "fault", "struck", "p95 before", "p95 during", "missed", "back after", "result");

    private DrillHead() {}

    static String title(List<ScenarioRun> runs) {
        long passed = runs.stream().filter(ScenarioRun::passed).count();
        String drill = runs.get(0).drill();
        if (passed == runs.size()) {
            return drill + ": " + (passed == 1 ? "the scenario passed" : "all " + passed + " scenarios passed");
        }
        return drill + ": " + (runs.size() - passed) + " of " + Moments.count(runs.size(), "scenario") + " failed";
    }

    static String sentences(List<ScenarioRun> runs) {
        List<String> sentences = new ArrayList<>();
        String failed = runs.stream()
                .filter(run -> !run.passed())
                .map(ScenarioRun::scenario)
                .collect(Collectors.joining(", "));
        if (!failed.isEmpty()) {
            sentences.add("Failed: " + failed + ".");
        }
        ScenarioRun first = runs.get(0);
        if (runs.size() < first.of()) {
            sentences.add("Of the drill's " + first.of() + " scenarios " + runs.size() + " were run.");
        }
        if (!"enforce".equals(first.mode())) {
            sentences.add("The guards were not in force: the policy's mode was " + first.mode() + ".");
        }
        return String.join(" ", sentences);
    }

    /** A scenario in a table. */
    static List<String> row(ScenarioRun run) {
        return List.of(
                run.scenario(),
                run.faults(),
                Long.toString(run.fired()),
                of(run, Phase.BASELINE, Phase::p95, DrillHead::millis),
                of(run, Phase.FAULT, Phase::p95, DrillHead::millis),
                of(run, Phase.FAULT, Phase::deadlineMiss, DrillHead::percent),
                run.recoveryTicks() == null ? "never" : Moments.count(run.recoveryTicks(), "tick"),
                result(run));
    }

    static String result(ScenarioRun run) {
        long broken = run.verdicts().stream().filter(verdict -> !verdict.held()).count();
        return run.trouble() != null
                ? "broken off"
                : broken == 0
                        ? "passed"
                        : "failed " + broken + " of " + run.verdicts().size();
    }

    private static <T> String of(ScenarioRun run, String phase, Function<Phase, T> figure, Function<T, String> words) {
        return run.phase(phase).map(figure).map(words).orElse("-");
    }

    static String millis(Double millis) {
        return Moments.span((long) (millis * 1e6));
    }

    static String percent(Double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String mark(Verdict verdict) {
        return verdict.held() ? "held" : "did not hold";
    }
}
