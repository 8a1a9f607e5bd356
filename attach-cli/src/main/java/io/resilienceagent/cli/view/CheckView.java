package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import java.util.Map;

/** What a policy will match, and what is wrong with it. */
public final class CheckView {
    private static final String INDENT = "  ";
    private static final int MOST_METHODS = 20;

    private final Screen screen;

    /** @param screen where it is shown */
    public CheckView(Screen screen) {
        this.screen = screen;
    }

    /**
     * Shows it.
     *
     * @param held whether the policy was held against a class path
     */
    public void show(JsonNode answer, boolean held) {
        for (Map.Entry<String, JsonNode> joinPoint : answer.path("join_points").properties()) {
            screen.line(screen.paint(Style.HEADING, joinPoint.getKey()) + "  "
                    + Harmless.text(joinPoint.getValue().path("kind").asText("")));
            methods(joinPoint.getValue().path("matched"));
        }
        answer.path("notes").forEach(note -> Paragraph.lines(note.asText(""), screen.width(), INDENT + "- ")
                .forEach(line -> screen.line(screen.paint(Style.DOUBTFUL, line))));
        JsonNode problems = answer.path("problems");
        if (!answer.path("join_points").isEmpty()) {
            screen.line("");
        }
        for (JsonNode problem : problems) {
            Paragraph.lines(problem.path("text").asText(""), screen.width(), "")
                    .forEach(line -> screen.line(screen.paint(Style.BAD, line)));
        }
        String policy = Harmless.text(answer.path("policy").asText(""));
        if (!problems.isEmpty()) {
            screen.line(policy + ": "
                    + screen.paint(Style.BAD, problems.size() + (problems.size() == 1 ? " error" : " errors")));
        } else if (held) {
            screen.line(policy + ": " + screen.paint(Style.GOOD, "every rule has its effect") + " ("
                    + answer.path("classes").asText("") + " classes looked at)");
        } else {
            screen.line(policy + ": " + screen.paint(Style.GOOD, "no error in its text")
                    + "; what it will match is told with --classpath");
        }
    }

    private void methods(JsonNode matched) {
        int shown = 0;
        for (JsonNode method : matched) {
            if (++shown > MOST_METHODS) {
                screen.line(INDENT + "and " + (matched.size() - MOST_METHODS) + " more: --json");
                return;
            }
            Paragraph.lines(method.path("method").asText(""), screen.width(), INDENT)
                    .forEach(screen::line);
            for (Map.Entry<String, JsonNode> read : method.path("reads").properties()) {
                String type = read.getValue().path("type").asText("");
                String text =
                        read.getKey() + " = " + read.getValue().path("path").asText("") + ": "
                                + (type.isEmpty() ? "(known when it runs)" : type);
                Paragraph.lines(text, screen.width(), INDENT.repeat(3)).forEach(screen::line);
            }
        }
    }
}
