package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** The findings of a report, for a terminal. */
public final class FindingsView {
    private static final String INDENT = "       ";

    private final Screen screen;

    /** @param screen where it is shown */
    public FindingsView(Screen screen) {
        this.screen = screen;
    }

    /** Shows all of them, as a report has them. */
    public void show(JsonNode report) {
        headlines(report);
        for (JsonNode finding : report.path("findings")) {
            finding(finding);
        }
        if (report.path("findings").isEmpty()) {
            screen.line("No rule found anything.");
        }
        for (JsonNode bot : report.path("bots")) {
            for (JsonNode note : bot.path("notes")) {
                Paragraph.lines("note: " + note.asText(), screen.width(), "").forEach(screen::line);
            }
            Paragraph.lines(bot.path("mission_control").asText(""), screen.width(), "")
                    .forEach(screen::line);
        }
    }

    /** Each bot's story in a line. */
    public void headlines(JsonNode report) {
        for (JsonNode bot : report.path("bots")) {
            List<String> lines = Paragraph.lines(
                    bot.path("bot").asText("") + ": " + bot.path("headline").asText(""), screen.width(), "");
            lines.forEach(line -> screen.line(screen.paint(Style.HEADING, line)));
        }
    }

    /** How many findings there are, by their severity. */
    public void counts(JsonNode report) {
        List<String> counts = new ArrayList<>();
        for (String severity : List.of("high", "medium", "low")) {
            int count = 0;
            for (JsonNode finding : report.path("findings")) {
                count += finding.path("severity").asText("").equals(severity) ? 1 : 0;
            }
            if (count > 0) {
                counts.add(count + " " + severity);
            }
        }
        screen.line("findings: " + (counts.isEmpty() ? "none" : String.join(", ", counts)));
    }

    private void finding(JsonNode finding) {
        String severity = finding.path("severity").asText("");
        Style style =
                switch (severity) {
                    case "high" -> Style.BAD;
                    case "medium" -> Style.DOUBTFUL;
                    default -> Style.FAINT;
                };
        List<String> title = Paragraph.lines(finding.path("title").asText(""), screen.width(), INDENT);
        screen.line(screen.paint(style, String.format("%-6s", severity)) + " "
                + title.get(0).strip());
        title.stream().skip(1).forEach(screen::line);
        JsonNode when = finding.path("when");
        String time = when.has("from")
                ? ", " + when.path("from").asText("") + " for "
                        + when.path("ms").asLong() + " ms"
                : "";
        screen.line(screen.paint(
                Style.FAINT,
                INDENT + Harmless.text(finding.path("rule").asText("")) + ", "
                        + finding.path("how_sure").asText("") + time));
        for (JsonNode evidence : finding.path("evidence")) {
            bullet("- ", evidence.asText(""));
        }
        if (!finding.path("recommendation").asText("").isEmpty()) {
            bullet("> ", finding.path("recommendation").asText(""));
        }
    }

    private void bullet(String mark, String text) {
        List<String> lines = Paragraph.lines(text, screen.width(), INDENT + "  ");
        screen.line(INDENT + mark + lines.get(0).strip());
        lines.stream().skip(1).forEach(screen::line);
    }
}
