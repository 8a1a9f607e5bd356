package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.resilienceagent.cli.drill.Drill;
import io.resilienceagent.cli.drill.Scenario;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Times;
import io.resilienceagent.report.drill.Phase;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.drill.Verdict;
import io.resilienceagent.report.text.Moments;
import java.time.Duration;
import java.util.Locale;

/** A drill while it is carried out: a line for each scenario, and what did not hold below it. */
public final class DrillView {
    private static final int NAME = 22;

    private final Screen screen;

    /** On that screen; where answers are JSON, each scenario is one. */
    public DrillView(Screen screen) {
        this.screen = screen;
    }

    /** What is going to happen. */
    public void begin(Drill drill, String bot) {
        if (!screen.json()) {
            screen.line(screen.paint(Style.HEADING, drill.name())
                    + Harmless.text(" on " + bot + ": "
                            + Moments.count(drill.scenarios().size(), "scenario") + ", " + Times.about(drill.atMost())
                            + " at most; Ctrl-C ends the drill and its fault"));
        }
    }

    /** How far it is. */
    public void at(int number, int of, Scenario scenario, String doing, Duration left) {
        screen.progress(place(number, of) + scenario.name() + ": " + doing + ", " + Times.about(left) + " left");
    }

    private static String place(int number, int of) {
        return String.format(Locale.ROOT, "%2d/%d ", number, of);
    }

    /** What came of a scenario. */
    public void ended(ScenarioRun run, int of) {
        screen.progressOver();
        if (screen.json()) {
            screen.jsonLine(JsonNodeFactory.instance
                    .objectNode()
                    .put("event", "scenario")
                    .put("scenario", run.scenario())
                    .put("number", run.number())
                    .put("of", of)
                    .put("passed", run.passed())
                    .put("fired", run.fired())
                    .put("incident_id", run.incidentId()));
            return;
        }
        String name = String.format(Locale.ROOT, "%-" + NAME + "s ", run.scenario());
        screen.line(place(run.number(), of)
                + Harmless.text(name)
                + (run.passed() ? screen.paint(Style.GOOD, "passed") : screen.paint(Style.BAD, "FAILED"))
                + Harmless.text("  " + told(run)));
        if (run.trouble() != null) {
            screen.line("      " + Harmless.text(run.trouble().what()));
        }
        for (Verdict verdict : run.verdicts()) {
            if (!verdict.held()) {
                screen.line("      "
                        + Harmless.text(verdict.expectation() + ": it was " + verdict.measured() + ", expected "
                                + verdict.bound()));
            }
        }
    }

    private static String told(ScenarioRun run) {
        if (run.trouble() != null) {
            return "broken off";
        }
        String p95 = run.phase(Phase.BASELINE).map(DrillView::p95).orElse("?") + " -> "
                + run.phase(Phase.FAULT).map(DrillView::p95).orElse("?");
        return "struck " + run.fired() + ", p95 " + p95 + ", back after "
                + (run.recoveryTicks() == null ? "?" : Moments.count(run.recoveryTicks(), "tick"));
    }

    private static String p95(Phase phase) {
        return phase.p95() == null ? "?" : Moments.span((long) (phase.p95() * 1e6));
    }
}
