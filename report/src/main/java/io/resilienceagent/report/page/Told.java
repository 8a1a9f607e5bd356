package io.resilienceagent.report.page;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.story.Story;
import java.util.List;

/**
 * A bot, as it is told: its story, what the rules found in it, and what they could not look at.
 *
 * @param story the facts
 * @param findings the worst first
 * @param missionControl what the rules of JDK Mission Control saw
 */
public record Told(Story story, List<Finding> findings, String missionControl) {
    /** Copies the findings. */
    public Told {
        findings = List.copyOf(findings);
    }
}
