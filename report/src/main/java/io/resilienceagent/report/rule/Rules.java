package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Story;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All rules of ours. Stateless. */
public final class Rules {
    /** The worst first; of those as bad as each other the surest, then the earliest. */
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::source)
            .thenComparing(Finding::sure)
            .thenComparingLong(Finding::from);

    private static final List<Rule> ALL = List.of(
            new DeadlockRule(),
            new LoopStallRule(),
            new LockHolderRule(),
            new BlockingIoRule(),
            new PauseRule(),
            new SpinRule(),
            new PinnedRule(),
            new UnknownOrderRule(),
            new FlappingRule(),
            new NoEffectRule(),
            new RecorderRule());

    private Rules() {}

    /** What they find, the worst first. */
    public static List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : ALL) {
            findings.addAll(rule.findings(story));
        }
        findings.sort(WORST_FIRST);
        return findings;
    }
}
