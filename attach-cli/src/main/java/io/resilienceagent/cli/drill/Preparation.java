package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a drill can be carried out on a bot at all: asked before anything is broken. Stateless. */
final class Preparation {
    /** After it there is no bot to go on with. */
    private static final String LETHAL = "kill";

    private Preparation() {}

    /**
     * Finds the loop whose ticks are looked at.
     *
     * @throws Trouble when the drill does not fit the bot, with all reasons, or the bot is not well
     */
    static String check(Drill drill, ControlClient agent, Observer observer) {
        JsonNode chaos = agent.ask("chaos.list");
        if (!chaos.path("enabled").asBoolean()) {
            throw Trouble.refused(
                    "CHAOS_DISABLED",
                    "the bot's policy allows no chaos",
                    "say chaos: {enabled: true} in the policy, where breaking things is safe");
        }
        if (chaos.path("dry_run").asBoolean()) {
            throw Trouble.refused(
                    "DRY_RUN",
                    "the bot's policy says chaos: {dry_run: true}, so that nothing would happen to the bot",
                    "say dry_run: false");
        }
        observer.look();
        fits(drill, chaos, observer);
        well(chaos, observer);
        return loop(drill, observer);
    }

    private static void fits(Drill drill, JsonNode chaos, Observer observer) {
        Set<String> types = new TreeSet<>();
        chaos.path("types").forEach(type -> types.add(type.path("name").asText("")));
        types.remove(LETHAL);
        Set<String> metrics = observer.metrics();
        List<String> problems = new ArrayList<>();
        for (Scenario scenario : drill.scenarios()) {
            for (FaultRequest fault : scenario.faults()) {
                fits(scenario, fault.type(), types, problems);
            }
            for (Expectation expectation : scenario.expectations()) {
                fits(scenario, expectation.measure(), metrics, observer.names(), problems);
            }
        }
        if (!problems.isEmpty()) {
            throw Trouble.refused(
                    "DRILL_REJECTED",
                    "the drill does not fit this bot:\n"
                            + String.join("\n", problems.stream().distinct().toList()),
                    "correct the drill or the policy; nothing was injected");
        }
    }

    private static void fits(Scenario scenario, String type, Set<String> types, List<String> problems) {
        if (type.equals(LETHAL)) {
            problems.add(scenario.name() + ": found the type kill, expected one that the bot outlives");
        } else if (!types.contains(type)) {
            problems.add(
                    scenario.name() + ": found the type '" + type + "', expected one of " + String.join(", ", types));
        }
    }

    private static void fits(
            Scenario scenario, Measure measure, Set<String> metrics, List<String> places, List<String> problems) {
        if (measure.kind().ofMetric()) {
            String name = MetricSelector.parse(measure.of()).name();
            boolean partOfHistogram = metrics.contains(name.replaceFirst("_(count|sum|bucket)$", ""));
            if (!metrics.contains(name) && !partOfHistogram) {
                problems.add(scenario.name() + ": found the metric '" + name
                        + "', expected one of those in docs/metrics.md");
            }
        } else if (!measure.of().isEmpty() && !places.contains(measure.of())) {
            problems.add(scenario.name() + ": found the join point '" + measure.of() + "', expected one of "
                    + String.join(", ", places));
        }
    }

    private static void well(JsonNode chaos, Observer observer) {
        for (JsonNode experiment : chaos.path("experiments")) {
            if (experiment.path("why_ended").isNull()) {
                throw Trouble.refused(
                        "BUSY",
                        "the experiment " + experiment.path("id").asText("") + " is under way in this bot",
                        "wait for its end, or: resilience chaos stop BOT");
            }
        }
        String state = observer.state();
        if (!state.equals("RUNNING")) {
            throw Trouble.refused(
                    "NOT_WELL",
                    "the bot is in " + state + " before anything was broken",
                    "see why, and begin when it is RUNNING: resilience status BOT");
        }
        if (observer.scrape().sum(MetricSelector.parse("resilience_circuit_open")) > 0) {
            throw Trouble.refused(
                    "NOT_WELL",
                    "a circuit of the bot is open before anything was broken; a drill would close it",
                    "see why: resilience status BOT");
        }
    }

    private static String loop(Drill drill, Observer observer) {
        List<String> loops = observer.loops();
        if (drill.loop().isPresent()) {
            if (!loops.contains(drill.loop().get())) {
                throw Trouble.refused(
                        "UNKNOWN_LOOP",
                        "found loop: " + drill.loop().get() + ", expected "
                                + (loops.isEmpty()
                                        ? "none: the policy has no join point of kind loop"
                                        : "one of " + String.join(", ", loops)),
                        "correct the drill or the policy; nothing was injected");
            }
            return drill.loop().get();
        }
        if (loops.size() != 1) {
            throw Trouble.refused(
                    "UNKNOWN_LOOP",
                    loops.isEmpty()
                            ? "the bot's policy has no join point of kind loop, so that no tick can be timed"
                            : "the bot has the loops " + String.join(", ", loops) + ", and the drill names none",
                    loops.isEmpty() ? "declare the loop's method" : "say loop: " + loops.get(0) + " in the drill");
        }
        return loops.get(0);
    }
}
