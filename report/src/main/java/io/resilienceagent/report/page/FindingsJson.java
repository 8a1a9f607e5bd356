package io.resilienceagent.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.List;
import java.util.Locale;

/** The findings for programs. Part of the contract: a field never changes its meaning. Stateless. */
public final class FindingsJson {
    private FindingsJson() {}

    /** One object: {@code bots}, and {@code findings} of all of them. */
    public static ObjectNode of(List<Told> bots) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode about = root.putArray("bots");
        ArrayNode findings = root.putArray("findings");
        for (Told told : bots) {
            Story story = told.story();
            ObjectNode bot = about.addObject()
                    .put("bot", story.name())
                    .put("pid", story.pid())
                    .put("headline", Headline.of(told).title())
                    .put("from", Moments.instant(story.from()).toString())
                    .put("to", Moments.instant(story.to()).toString())
                    .put("agent", story.agent())
                    .put("events", story.events())
                    .put("mission_control", told.missionControl());
            ArrayNode sources = bot.putArray("sources");
            story.sources().forEach(sources::add);
            ArrayNode notes = bot.putArray("notes");
            story.notes().forEach(notes::add);
            told.findings().forEach(finding -> finding(findings.addObject(), story.name(), story.pid(), finding));
        }
        return root;
    }

    /** One object on a drill: {@code drill}, whether it {@code passed}, its {@code scenarios}, and the {@code findings}. */
    public static ObjectNode of(List<ScenarioRun> runs, List<Finding> found) {
        ScenarioRun first = runs.get(0);
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("drill", first.drill())
                .put("bot", first.bot())
                .put("pid", first.pid())
                .put("headline", DrillHead.title(runs))
                .put("passed", runs.stream().allMatch(ScenarioRun::passed));
        ArrayNode scenarios = root.putArray("scenarios");
        for (ScenarioRun run : runs) {
            scenarios
                    .addObject()
                    .put("scenario", run.scenario())
                    .put("passed", run.passed())
                    .put("result", DrillHead.result(run))
                    .put("fired", run.fired())
                    .put("incident_id", run.incidentId());
        }
        ArrayNode findings = root.putArray("findings");
        found.forEach(finding -> finding(findings.addObject(), first.bot(), first.pid(), finding));
        return root;
    }

    private static void finding(ObjectNode node, String bot, long pid, Finding finding) {
        node.put("severity", lower(finding.severity()))
                .put("rule", finding.rule())
                .put("title", finding.title())
                .put("bot", bot)
                .put("pid", pid);
        ObjectNode when = node.putObject("when");
        if (finding.from() > 0) {
            when.put("from", Moments.instant(finding.from()).toString())
                    .put("to", Moments.instant(finding.to()).toString())
                    .put("ms", Math.max(0, finding.to() - finding.from()) / 1_000_000);
        }
        ArrayNode evidence = node.putArray("evidence");
        finding.evidence().forEach(evidence::add);
        node.put("recommendation", finding.recommendation())
                .put("how_sure", lower(finding.sure()))
                .put("incident_id", finding.incidentId())
                .put("source", finding.source().title());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
