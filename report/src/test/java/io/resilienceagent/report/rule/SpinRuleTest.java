package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Story;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpinRuleTest {
    private final Story story = new Story();

    private void seen(String thread, String frame, long eachMillis, long forMillis) {
        Samples samples = story.machine().samples();
        int stack = samples.push(samples.push(Samples.ROOT, "a.Main.run"), frame);
        for (long at = 0; at <= forMillis; at += eachMillis) {
            story.saw(TimeUnit.MILLISECONDS.toNanos(at));
            samples.add(TimeUnit.MILLISECONDS.toNanos(at), thread, stack);
        }
    }

    /** How close is close the busiest thread tells: one that is seen at each tenth round works now and then. */
    @Test
    void aThreadThatIsSeenSeldomDoesNotSpin() {
        seen("worker", "a.Worker.compute", 10, 5_000);
        seen("server-1", "a.Server.handle", 120, 9_000);
        List<Finding> findings = new SpinRule().findings(story);
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).title().startsWith("worker computed for 5.0 s"), findings::toString);
    }

    @Test
    void aThreadThatIsSeenAtEachRoundOfASlowSamplerSpins() {
        seen("worker", "a.Worker.compute", 100, 5_000);
        assertEquals(1, new SpinRule().findings(story).size());
    }
}
