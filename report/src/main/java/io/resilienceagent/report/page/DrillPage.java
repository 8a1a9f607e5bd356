package io.resilienceagent.report.page;

import io.resilienceagent.report.drill.DrillFindings;
import io.resilienceagent.report.drill.Injected;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.drill.Verdict;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.text.Moments;
import java.util.List;

/** A drill as a page that loads nothing. Used once. */
public final class DrillPage {
    private final Markup html;
    private final List<ScenarioRun> runs;
    private final List<Finding> findings;

    private DrillPage(Markup html, List<ScenarioRun> runs, List<Finding> findings) {
        this.html = html;
        this.runs = runs;
        this.findings = findings;
    }

    /**
     * The page of a drill.
     *
     * @param runs at least one
     * @param made when it is made, in nanoseconds since 1970
     */
    public static String of(List<ScenarioRun> runs, List<Finding> findings, long made) {
        return HtmlPage.page(
                "Drill: " + runs.get(0).drill() + " on " + runs.get(0).bot(),
                "findings",
                "resilience drill",
                made,
                html -> new DrillPage(html, runs, findings).write());
    }

    private void write() {
        html.open("main").open("article");
        head();
        table();
        html.open("section", "aria-labelledby", "findings").leaf("h2", "Findings", "id", "findings");
        if (findings.isEmpty()) {
            html.leaf("p", "All that was expected held.");
        }
        findings.forEach(finding -> FindingPart.write(html, finding));
        html.close();
        runs.forEach(this::scenario);
        html.close().close();
    }

    private void head() {
        ScenarioRun first = runs.get(0);
        html.open("header");
        html.open("p", "class", "eyebrow").leaf("strong", first.bot());
        html.text((first.pid() > 0 ? ", process " + first.pid() : "") + " \u00b7 "
                + Moments.day(DrillFindings.started(first)));
        html.close();
        html.leaf("h1", DrillHead.title(runs));
        html.leaf("p", DrillHead.sentences(runs), "class", "lede");
        html.close();
    }

    private void table() {
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "all scenarios");
        html.open("table").open("thead").open("tr");
        DrillHead.COLUMNS.forEach(column -> html.leaf("th", column, "scope", "col"));
        html.close().close().open("tbody");
        for (ScenarioRun run : runs) {
            html.open("tr", "class", run.passed() ? "passed" : "failed");
            List<String> cells = DrillHead.row(run);
            html.open("td").leaf("a", cells.get(0), "href", "#" + id(run)).close();
            cells.subList(1, cells.size() - 1).forEach(cell -> html.leaf("td", cell));
            html.open("td")
                    .leaf("span", cells.get(cells.size() - 1), "class", "result")
                    .close();
            html.close();
        }
        html.close().close().close();
    }

    private static String id(ScenarioRun run) {
        return "scenario-" + run.number();
    }

    private void scenario(ScenarioRun run) {
        html.open("section", "aria-labelledby", id(run), "class", run.passed() ? "passed" : "failed");
        html.open("h2", "id", id(run)).text(run.scenario() + " ");
        html.leaf("span", DrillHead.result(run), "class", "result").close();
        if (run.about() != null && !run.about().isEmpty()) {
            html.leaf("p", run.about());
        }
        run.injected().forEach(fault -> html.leaf("p", told(fault), "class", "meta"));
        if (run.trouble() != null) {
            html.leaf("p", run.trouble().what() + ". " + run.trouble().next(), "class", "note warn");
        }
        if (!run.ticks().isEmpty()) {
            TickPicture.draw(html, run);
        }
        verdicts(run);
        if (!run.counted().isEmpty()) {
            html.open("details")
                    .leaf("summary", "What the agent counted (" + run.counted().size() + ")");
            html.open("table");
            run.counted().forEach((series, count) -> html.open("tr")
                    .open("td")
                    .leaf("code", series)
                    .close()
                    .leaf("td", Long.toString(Math.round(count)))
                    .close());
            html.close().close();
        }
        html.close();
    }

    private static String told(Injected fault) {
        String percent = fault.percent();
        return fault.type()
                + (fault.target().isEmpty() ? "" : " on " + fault.target())
                + (percent == null || percent.isEmpty() ? "" : ", " + percent + " % of the calls")
                + (fault.options().isEmpty() ? "" : ", " + fault.options())
                + ", for at most " + Moments.span(fault.lastsMs() * 1_000_000) + ", seed " + fault.seed()
                + ", struck " + Moments.count(fault.fired(), "time")
                + (fault.id().isEmpty() ? "" : " \u00b7 " + fault.id());
    }

    private void verdicts(ScenarioRun run) {
        if (run.verdicts().isEmpty()) {
            return;
        }
        html.open("table", "class", "verdicts").open("thead").open("tr");
        List.of("expected", "measured", "bound", "").forEach(column -> html.leaf("th", column, "scope", "col"));
        html.close().close().open("tbody");
        for (Verdict verdict : run.verdicts()) {
            html.open("tr", "class", verdict.held() ? "passed" : "failed");
            html.open("td").leaf("code", verdict.expectation()).close();
            html.leaf("td", verdict.measured()).leaf("td", verdict.bound());
            html.open("td")
                    .leaf("span", DrillHead.mark(verdict), "class", "result")
                    .close();
            html.close();
        }
        html.close().close();
    }
}
