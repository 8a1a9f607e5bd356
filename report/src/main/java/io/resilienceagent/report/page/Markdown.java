package io.resilienceagent.report.page;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.List;
import java.util.Locale;

/** The report as Markdown: the same story without pictures. Texts of a recording cannot become markup. Stateless. */
public final class Markdown {
    private static final String SPECIAL = "\\`*_[]<>#|~!&";
    private static final int MOST = 100;

    private Markdown() {}

    /** The report of some bots. */
    public static String of(List<Told> bots, long made) {
        StringBuilder out = new StringBuilder(1 << 14);
        for (Told bot : bots) {
            bot(out, bot);
        }
        return out.append("---\n\nMade by resilience report at ")
                .append(Moments.day(made))
                .append(". All times are UTC.\n")
                .toString();
    }

    /** A text that stays a text. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    private static void bot(StringBuilder out, Told told) {
        Story story = told.story();
        Headline headline = Headline.of(told);
        line(out, "# " + escape(headline.title()));
        line(
                out,
                "**" + escape(story.name()) + "**" + (story.pid() < 0 ? "" : ", process " + story.pid()) + ", "
                        + Moments.day(story.from()) + ", " + Moments.span(story.to() - story.from()) + " recorded");
        line(out, escape(String.join(" ", headline.sentences())));
        findings(out, told);
        stalls(out, story);
        List<Chronicle.Entry> entries = Chronicle.of(story);
        if (!entries.isEmpty()) {
            line(out, "## What happened");
            entries.forEach(entry -> out.append("- ")
                    .append(Moments.clock(entry.at()))
                    .append(' ')
                    .append(escape(entry.what()))
                    .append('\n'));
            out.append('\n');
        }
        tables(out, story);
        line(out, "## What this is from");
        story.sources()
                .forEach(source -> out.append("- ").append(escape(source)).append('\n'));
        story.notes()
                .forEach(note -> out.append("- **note:** ").append(escape(note)).append('\n'));
        out.append('\n');
    }

    static void line(StringBuilder out, String line) {
        out.append(line).append("\n\n");
    }

    private static void findings(StringBuilder out, Told told) {
        line(out, "## Findings");
        if (told.findings().isEmpty()) {
            line(out, "No rule found anything.");
        }
        told.findings().forEach(finding -> finding(out, finding));
        line(out, escape(told.missionControl()));
    }

    static void finding(StringBuilder out, Finding finding) {
        line(out, "### " + finding.severity().name().toLowerCase(Locale.ROOT) + ": " + escape(finding.title()));
        line(
                out,
                escape(finding.rule()) + ", " + finding.sure().name().toLowerCase(Locale.ROOT)
                        + (finding.from() == 0
                                ? ""
                                : ", " + Moments.clock(finding.from()) + " for "
                                        + Moments.span(Math.max(0, finding.to() - finding.from())))
                        + (finding.incidentId().isEmpty() ? "" : ", " + escape(finding.incidentId())));
        finding.evidence()
                .forEach(evidence -> out.append("- ").append(escape(evidence)).append('\n'));
        out.append(finding.evidence().isEmpty() ? "" : "\n");
        if (!finding.recommendation().isEmpty()) {
            line(out, "**What to do:** " + escape(finding.recommendation()));
        }
    }

    private static void stalls(StringBuilder out, Story story) {
        if (story.stalls().isEmpty()) {
            return;
        }
        line(out, "## Stalls and pauses");
        out.append("| begin | lasted | loop | thread | cause | incident |\n|---|---|---|---|---|---|\n");
        for (Stall stall :
                story.stalls().subList(0, Math.min(MOST, story.stalls().size()))) {
            row(
                    out,
                    Moments.clock(stall.begin()),
                    stall.over() ? Moments.span(stall.stalled()) : "not over",
                    stall.loop(),
                    stall.thread(),
                    stall.cause(),
                    stall.incidentId());
        }
        out.append('\n');
        for (Stall stall :
                story.stalls().subList(0, Math.min(MOST, story.stalls().size()))) {
            if (!stall.stack().isEmpty()) {
                line(out, "Stack of " + escape(stall.thread()) + " in " + escape(stall.incidentId()) + ":");
                stall.stack().stream()
                        .limit(20)
                        .forEach(frame -> out.append("    ").append(frame).append('\n'));
                out.append('\n');
            }
        }
    }

    static void row(StringBuilder out, String... cells) {
        for (String cell : cells) {
            out.append("| ").append(escape(cell)).append(' ');
        }
        out.append("|\n");
    }

    private static void recovery(StringBuilder out, Story story) {
        if (story.recovery().isEmpty() && story.asked().isEmpty()) {
            return;
        }
        line(out, "## The way back");
        WayBack.sentence(story).ifPresent(sentence -> line(out, escape(sentence)));
        if (!story.asked().isEmpty()) {
            row(out, WayBack.COLUMNS.toArray(new String[0]));
            out.append("|---".repeat(WayBack.COLUMNS.size())).append("|\n");
            WayBack.rows(story).forEach(cells -> row(out, cells.toArray(new String[0])));
            out.append('\n');
        }
    }

    private static void tables(StringBuilder out, Story story) {
        recovery(out, story);
        if (!story.lags().isEmpty()) {
            line(out, "## Loops");
            out.append("| loop | limit | p50 | p95 | p99 | max |\n|---|---|---|---|---|---|\n");
            story.lags()
                    .forEach((loop, lag) -> row(
                            out,
                            loop,
                            Moments.span(lag.limit()),
                            Moments.span(lag.spread().at(0.5)),
                            Moments.span(lag.spread().at(0.95)),
                            Moments.span(lag.spread().at(0.99)),
                            Moments.span(lag.spread().max())));
            out.append('\n');
        }
        if (!story.orders().isEmpty()) {
            line(out, "## Orders");
            out.append("| join point | outcome | orders |\n|---|---|---|\n");
            story.orders()
                    .forEach((joinPoint, outcomes) ->
                            outcomes.forEach((outcome, count) -> row(out, joinPoint, outcome, count.toString())));
            out.append('\n');
        }
        if (!story.denials().isEmpty()) {
            line(out, "## Denied calls");
            out.append("| join point | code | calls | first | last | reason |\n|---|---|---|---|---|---|\n");
            for (Denied denied :
                    story.denials().subList(0, Math.min(MOST, story.denials().size()))) {
                row(
                        out,
                        denied.key().joinPoint(),
                        denied.key().code(),
                        Long.toString(denied.count()),
                        Moments.clock(denied.first()),
                        Moments.clock(denied.last()),
                        denied.reason());
            }
            out.append('\n');
        }
    }
}
