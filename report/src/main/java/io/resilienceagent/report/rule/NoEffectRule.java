package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.JoinPointSeen;
import io.resilienceagent.report.story.Story;
import java.util.ArrayList;
import java.util.List;

/** Join points of the policy that matched no method, or whose methods nobody called: what stands there protects nothing. */
final class NoEffectRule implements Rule {
    private static final String NAME = "RULE_WITHOUT_EFFECT";

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (JoinPointSeen joinPoint : story.joinPoints()) {
            if (joinPoint.methods() == 0) {
                findings.add(Finding.of(
                        Severity.HIGH,
                        NAME,
                        "join point " + joinPoint.name() + " matched no method: it guards nothing",
                        0,
                        0,
                        List.of(
                                "pattern: " + joinPoint.on(),
                                joinPoint.error().isEmpty() ? "no loaded class matched by then" : joinPoint.error()),
                        "resilience check POLICY --classpath bot.jar tells the nearest names.",
                        joinPoint.error().isEmpty() ? Sure.LIKELY : Sure.CERTAIN));
            } else if (joinPoint.calls() == 0) {
                findings.add(Finding.of(
                        Severity.LOW,
                        NAME,
                        "join point " + joinPoint.name() + " was never called",
                        0,
                        0,
                        List.of("pattern: " + joinPoint.on() + ", " + joinPoint.methods() + " matched, 0 calls"),
                        "If the bot should have called it, another method does that work: bind that one.",
                        Sure.POSSIBLE));
            }
        }
        return findings;
    }
}
