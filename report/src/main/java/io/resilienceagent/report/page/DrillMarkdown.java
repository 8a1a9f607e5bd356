package io.resilienceagent.report.page;

import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.drill.Verdict;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.text.Moments;
import java.util.List;

/** A drill as Markdown. Texts of a bot cannot become markup. Stateless. */
public final class DrillMarkdown {
    private DrillMarkdown() {}

    /**
     * The report of a drill.
     *
     * @param runs at least one
     * @param made when it is made, in nanoseconds since 1970
     */
    public static String of(List<ScenarioRun> runs, List<Finding> findings, long made) {
        StringBuilder out = new StringBuilder(1 << 14);
        Markdown.line(out, "# " + Markdown.escape(DrillHead.title(runs)));
        Markdown.line(
                out,
                "**" + Markdown.escape(runs.get(0).bot()) + "**"
                        + (runs.get(0).pid() > 0 ? ", process " + runs.get(0).pid() : ""));
        Markdown.line(out, Markdown.escape(DrillHead.sentences(runs)));
        Markdown.row(out, DrillHead.COLUMNS.toArray(String[]::new));
        out.append("|---".repeat(DrillHead.COLUMNS.size())).append("|\n");
        runs.forEach(run -> Markdown.row(out, DrillHead.row(run).toArray(String[]::new)));
        out.append('\n');
        Markdown.line(out, "## Findings");
        if (findings.isEmpty()) {
            Markdown.line(out, "All that was expected held.");
        }
        findings.forEach(finding -> Markdown.finding(out, finding));
        Markdown.line(out, "## Scenarios");
        runs.forEach(run -> scenario(out, run));
        return out.append("---\n\nMade by resilience drill at ")
                .append(Moments.day(made))
                .append(". All times are UTC.\n")
                .toString();
    }

    private static void scenario(StringBuilder out, ScenarioRun run) {
        Markdown.line(out, "### " + Markdown.escape(run.scenario() + ": " + DrillHead.result(run)));
        Markdown.line(out, Markdown.escape(run.about() == null ? "" : run.about()));
        if (!run.verdicts().isEmpty()) {
            out.append("| expected | measured | bound | |\n|---|---|---|---|\n");
            for (Verdict verdict : run.verdicts()) {
                Markdown.row(out, verdict.expectation(), verdict.measured(), verdict.bound(), DrillHead.mark(verdict));
            }
            out.append('\n');
        }
    }
}
