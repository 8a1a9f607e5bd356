package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Cycles;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.List;
import java.util.Optional;

/** What is told of recovery: how the cycles on the way back to RUNNING ended, and what was asked in them. Stateless. */
final class WayBack {
    /** What stands in a row. */
    static final List<String> COLUMNS = List.of("asked", "times", "not well", "longest answer", "what was wrong last");

    private WayBack() {}

    /** How the cycles ended; empty where there were none. */
    static Optional<String> sentence(Story story) {
        long all = story.recovery().stream().mapToLong(Cycles::count).sum();
        if (all == 0) {
            return Optional.empty();
        }
        long good = story.recovery().stream().filter(Cycles::good).count();
        return Optional.of(Moments.count(all, "recovery cycle") + ", of which " + good + (good == 1 ? " was" : " were")
                + " good: in each the agent asks whether all is well again. The timeline tells each.");
    }

    /** What was asked, a row each. */
    static List<List<String>> rows(Story story) {
        return story.asked().entrySet().stream()
                .map(asked -> List.of(
                        asked.getKey(),
                        Long.toString(asked.getValue().answers().count()),
                        Long.toString(asked.getValue().bad()),
                        Moments.span(asked.getValue().answers().longest()),
                        asked.getValue().problem()))
                .toList();
    }
}
