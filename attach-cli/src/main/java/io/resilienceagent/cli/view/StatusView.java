package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.terminal.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The document {@code status}, for a person who wants to know in a moment whether something is wrong. */
public final class StatusView {
    private static final String INDENT = "  ";
    private static final int MOST_TROUBLES = 10;

    private final Screen screen;

    /** @param screen where it is shown */
    public StatusView(Screen screen) {
        this.screen = screen;
    }

    /** Shows it: what needs a look is coloured, what there is none of is left out. */
    public void show(JsonNode hello, JsonNode status) {
        head(hello, status);
        loops(status.path("loops"));
        joinPoints(status.path("join_points"));
        breakers(status.path("join_points"));
        orders(status.path("orders"));
        new ChaosView(screen).inStatus(status.path("chaos"));
        troubles(status);
    }

    private void head(JsonNode hello, JsonNode status) {
        JsonNode state = status.path("state");
        String name = state.path("state").asText("?");
        String since = state.path("since").asText("");
        String lasted = Times.between(since, status.path("time").asText(""));
        screen.line(screen.paint(Style.HEADING, status.path("bot").asText("?")) + "  "
                + screen.paint(style(name), name)
                + (lasted.isEmpty() ? "" : "  for " + lasted + ", since " + Harmless.text(clock(since))));
        String reason = state.path("reason").asText("");
        String incident = state.path("incident_id").asText("");
        if (!reason.isEmpty()) {
            wrapped("because: " + reason + (incident.isEmpty() ? "" : " (" + incident + ")"));
        }
        String mode = status.path("mode").asText("enforce");
        List<String> facts =
                new ArrayList<>(List.of("process " + status.path("process").asText("?")));
        add(facts, "Java ", hello.path("java").asText(""));
        add(facts, "agent ", hello.path("agent_version").asText(""));
        add(facts, "policy ", hello.path("policy").asText(""));
        wrapped(String.join(", ", facts));
        if (!mode.equals("enforce")) {
            screen.line(INDENT + screen.paint(Style.DOUBTFUL, "mode " + mode + ": no call is denied"));
        }
    }

    private static void add(List<String> facts, String what, String fact) {
        if (!fact.isEmpty()) {
            facts.add(what + fact);
        }
    }

    /** {@code 2026-11-23T10:21:03.123Z} as {@code 2026-11-23 10:21:03 UTC}. */
    private static String clock(String instant) {
        return instant.replaceFirst("^(.{10})T(.{8}).*Z$", "$1 $2 UTC");
    }

    private static Style style(String state) {
        return switch (state) {
            case "RUNNING" -> Style.GOOD;
            case "DEGRADED", "RECOVERING" -> Style.DOUBTFUL;
            default -> Style.BAD;
        };
    }

    private void loops(JsonNode loops) {
        Table table = new Table("LOOP", "STATE", ">LAG ms", ">LIMIT ms", ">WORST ms", ">TICKS", ">THREADS");
        for (Map.Entry<String, JsonNode> loop : loops.properties()) {
            JsonNode of = loop.getValue();
            boolean stalled = of.path("stalled").asBoolean();
            table.row(
                    Arrays.asList(null, stalled ? Style.BAD : Style.GOOD),
                    loop.getKey(),
                    stalled ? "STALLED" : "ticks",
                    of.path("lag_ms").asText("-"),
                    of.path("stall_after_ms").asText("-"),
                    of.path("worst_ms").asText("-"),
                    of.path("ticks").asText("-"),
                    of.path("threads").asText("-"));
        }
        section("Loops", table);
    }

    private void joinPoints(JsonNode joinPoints) {
        // A column that is empty almost everywhere would take the room of the others.
        boolean shadow = joinPoints.findValues("would_deny").stream().anyMatch(counts -> !counts.isEmpty());
        Table table = new Table("JOIN POINT", "KIND", ">METHODS", ">CALLS", "DENIED", shadow ? "WOULD DENY" : "");
        List<String> withoutEffect = new ArrayList<>();
        for (Map.Entry<String, JsonNode> joinPoint : joinPoints.properties()) {
            JsonNode of = joinPoint.getValue();
            int methods = of.path("matched").size();
            boolean wrong = of.has("error");
            if (wrong) {
                withoutEffect.add(joinPoint.getKey() + ": " + of.path("error").asText(""));
            }
            table.row(
                    Arrays.asList(null, null, wrong ? Style.BAD : null, null, Style.DOUBTFUL),
                    joinPoint.getKey(),
                    of.path("kind").asText(""),
                    methods,
                    of.path("calls").asText("0"),
                    counts(of.path("denied")),
                    shadow ? counts(of.path("would_deny")) : "");
        }
        section("Join points", table);
        withoutEffect.forEach(this::wrong);
    }

    private static String counts(JsonNode counts) {
        List<String> all = new ArrayList<>();
        counts.properties().forEach(count -> all.add(count.getValue().asText("") + " " + count.getKey()));
        return all.isEmpty() ? "-" : String.join(", ", all);
    }

    private void breakers(JsonNode joinPoints) {
        Table table = new Table("BREAKER", "KEY", "STATE", ">FAILURES");
        for (Map.Entry<String, JsonNode> joinPoint : joinPoints.properties()) {
            for (JsonNode breaker : joinPoint.getValue().path("breakers")) {
                String state = breaker.path("state").asText("");
                table.row(
                        Arrays.asList(null, null, state.equals("CLOSED") ? Style.GOOD : Style.BAD),
                        joinPoint.getKey(),
                        breaker.path("key").asText("").isEmpty()
                                ? "(all)"
                                : breaker.path("key").asText(""),
                        state,
                        breaker.path("failures").asText("0"));
            }
        }
        section("Circuit breakers", table);
    }

    private void orders(JsonNode orders) {
        long unknown = orders.path("unknown").asLong();
        boolean recovering = orders.path("recovering").asBoolean();
        boolean journal = orders.path("journal_available").asBoolean(true);
        if (unknown > 0 || recovering || !journal) {
            screen.line("");
            screen.line(screen.paint(Style.HEADING, "Orders"));
        }
        if (unknown > 0) {
            wrong(unknown + " with an unknown outcome; see: resilience orders list");
        }
        if (recovering) {
            wrong("new orders wait until those of an earlier run are resolved");
        }
        if (!journal) {
            wrong("the journal cannot be written: look at the disk of the agent's directory");
        }
    }

    private void troubles(JsonNode status) {
        List<String> all = new ArrayList<>();
        status.path("reload_problems").forEach(problem -> all.add("policy not in force: " + problem.asText("")));
        status.path("not_woven").forEach(problem -> all.add("not woven: " + problem.asText("")));
        for (JsonNode failure : status.path("failures")) {
            all.add(failure.path("kind").asText("") + " x"
                    + failure.path("count").asText("") + " at "
                    + failure.path("place").asText("") + ": "
                    + failure.path("example").asText(""));
        }
        if (!all.isEmpty()) {
            screen.line("");
            screen.line(screen.paint(Style.HEADING, "Troubles of the agent"));
            all.stream().limit(MOST_TROUBLES).forEach(this::wrong);
            if (all.size() > MOST_TROUBLES) {
                screen.line(INDENT + "and " + (all.size() - MOST_TROUBLES) + " more: resilience status --json");
            }
        }
    }

    private void section(String title, Table table) {
        if (!table.isEmpty()) {
            screen.line("");
            screen.line(screen.paint(Style.HEADING, title));
            table.print(screen, INDENT);
        }
    }

    private void wrong(String text) {
        Paragraph.lines(text, screen.width(), INDENT + "! ")
                .forEach(line -> screen.line(screen.paint(Style.BAD, line)));
    }

    private void wrapped(String text) {
        Paragraph.lines(text, screen.width(), INDENT).forEach(screen::line);
    }
}
