package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Experiments: those that run and those that are over, and what could be injected. */
public final class ChaosView {
    private static final String INDENT = "  ";

    private final Screen screen;

    /** @param screen where it is shown */
    public ChaosView(Screen screen) {
        this.screen = screen;
    }

    /** The part of {@code status}: nothing is said of a bot that nobody breaks. */
    void inStatus(JsonNode chaos) {
        Table table = experiments(chaos.path("experiments"));
        if (!table.isEmpty()) {
            screen.line("");
            screen.line(screen.paint(Style.HEADING, "Chaos experiments"));
            table.print(screen, INDENT);
        }
    }

    /** The answer of {@code chaos.list}, types without their options. */
    public void show(JsonNode chaos) {
        boolean enabled = chaos.path("enabled").asBoolean();
        screen.line("Chaos is " + (enabled ? screen.paint(Style.DOUBTFUL, "enabled") : "disabled by the policy")
                + (chaos.path("dry_run").asBoolean() ? ", dry run: nothing is really injected" : "") + ".");
        Table experiments = experiments(chaos.path("experiments"));
        if (experiments.isEmpty()) {
            screen.line("No experiments so far.");
        } else {
            screen.line("");
            experiments.print(screen, "");
        }
        if (!chaos.path("types").isEmpty()) {
            screen.line("");
            screen.line(screen.paint(Style.HEADING, "What can be injected"));
            chaos.path("types").forEach(this::title);
            screen.line("The options of one: resilience chaos list BOT TYPE");
        }
    }

    /**
     * One type of an answer, with its options.
     *
     * @return whether there is such a type
     */
    public boolean show(JsonNode chaos, String name) {
        for (JsonNode type : chaos.path("types")) {
            if (type.path("name").asText("").equals(name)) {
                type(type);
                return true;
            }
        }
        return false;
    }

    private void title(JsonNode type) {
        List<String> targets = texts(type.path("targets"));
        screen.line(INDENT
                + screen.paint(Style.HEADING, type.path("name").asText(""))
                + (targets.isEmpty()
                        ? ""
                        : "  on "
                                + Paragraph.lines(String.join(", ", targets), 1000, "")
                                        .get(0)));
        Paragraph.lines(type.path("doc").asText(""), screen.width(), INDENT.repeat(2))
                .forEach(screen::line);
    }

    private void type(JsonNode type) {
        title(type);
        for (JsonNode option : type.path("options")) {
            String name =
                    option.isTextual() ? option.asText("") : option.path("name").asText("");
            String unset = option.path("unset").asText("");
            Paragraph.lines(
                            "-o " + name + "=" + (unset.isEmpty() ? "..." : unset) + "  "
                                    + option.path("doc").asText(""),
                            screen.width(),
                            INDENT.repeat(3))
                    .forEach(screen::line);
        }
    }

    private static Table experiments(JsonNode experiments) {
        Table table = new Table("ID", "TYPE", "TARGET", "STATE", ">FIRED", ">LEFT", "SUPPRESSED");
        for (JsonNode one : experiments) {
            boolean running = isRunning(one);
            String state = one.path("state").asText("") + (running ? "" : end(one));
            table.row(
                    Arrays.asList(null, null, null, running ? Style.DOUBTFUL : null),
                    one.path("id").asText(""),
                    one.path("type").asText(""),
                    one.path("target").asText("").isEmpty()
                            ? "(process)"
                            : one.path("target").asText(""),
                    state,
                    one.path("fired").asText("0"),
                    running
                            ? Times.about(
                                    Duration.ofMillis(one.path("remaining_ms").asLong()))
                            : "-",
                    counts(one.path("suppressed")));
        }
        return table;
    }

    /** Whether an experiment, as {@code chaos.list} tells it, is still under way. */
    public static boolean isRunning(JsonNode experiment) {
        return !experiment.path("state").asText("").equals("ENDED")
                && experiment.path("why_ended").asText("").isEmpty();
    }

    private static String end(JsonNode one) {
        String why = one.path("why_ended").asText("");
        boolean lasts = one.has("verified_gone") && !one.path("verified_gone").asBoolean();
        return (why.isEmpty() ? "" : " " + why) + (lasts ? ", effect NOT gone" : "");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText("")));
        return texts;
    }

    private static String counts(JsonNode counts) {
        List<String> all = new ArrayList<>();
        counts.properties().forEach(count -> all.add(count.getValue().asText("") + " " + count.getKey()));
        return all.isEmpty() ? "-" : String.join(", ", all);
    }
}
