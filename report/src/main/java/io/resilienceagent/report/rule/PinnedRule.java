package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Tally;
import io.resilienceagent.report.text.Moments;
import java.util.List;
import java.util.Map;

/** Virtual threads that kept their carrier thread from other work. */
final class PinnedRule implements Rule {
    private static final long LONG = 100_000_000L;
    private static final int MOST = 10;

    @Override
    public List<Finding> findings(Story story) {
        return story.machine().pinned().entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue().sum(), a.getValue().sum()))
                .limit(MOST)
                .map(PinnedRule::finding)
                .toList();
    }

    private static Finding finding(Map.Entry<String, Tally> place) {
        Tally tally = place.getValue();
        return Finding.of(
                tally.longest() >= LONG ? Severity.MEDIUM : Severity.LOW,
                "VIRTUAL_THREAD_PINNED",
                "virtual threads waited while pinned to their carrier, in " + place.getKey(),
                tally.longestAt(),
                tally.longestAt() + tally.longest(),
                List.of(
                        Moments.count(tally.count(), "time") + ", " + Moments.span(tally.sum())
                                + " in all, the longest " + Moments.span(tally.longest()),
                        "the carriers are as many as processors: when all are pinned no virtual thread runs"),
                "Use a ReentrantLock instead of synchronized around what waits there, or a JDK from 24 on, where only "
                        + "native frames pin.",
                Sure.CERTAIN);
    }
}
