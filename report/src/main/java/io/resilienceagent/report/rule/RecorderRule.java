package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Story;
import java.util.List;

/** What the recorder itself lost: then other findings may be lacking too. */
final class RecorderRule implements Rule {
    @Override
    public List<Finding> findings(Story story) {
        long lost = story.machine().lostBytes();
        return lost == 0
                ? List.of()
                : List.of(Finding.of(
                        Severity.LOW,
                        "EVENTS_LOST",
                        "the flight recorder lost " + lost + " bytes of events",
                        0,
                        0,
                        List.of("jdk.DataLoss"),
                        "Record fewer events, or give the recorder more memory (-XX:FlightRecorderOptions:memorysize=).",
                        Sure.CERTAIN));
    }
}
