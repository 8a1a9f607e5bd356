package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Dumped;
import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.ThreadSeen;
import java.util.List;
import java.util.Map;
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

    private Finding only() {
        List<Finding> findings = new SpinRule().findings(story);
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    @Test
    void samplesAloneMakeItPossible() {
        seen("worker", "a.Worker.compute", 20, 3_000);
        assertEquals(Sure.POSSIBLE, only().sure());
        assertEquals(Severity.MEDIUM, only().severity());
        assertTrue(
                only().evidence().get(0).matches("151 samples in a row from .* show it in a\\.Worker\\.compute"),
                () -> only().toString());
    }

    @Test
    void aLoopThatSpinsIsHigh() {
        seen("price-loop", "a.Worker.compute", 20, 3_000);
        assertEquals(Severity.HIGH, only().severity());
    }

    @Test
    void lessThanThreeSecondsAreWork() {
        seen("worker", "a.Worker.compute", 20, 2_999);
        assertEquals(List.of(), new SpinRule().findings(story));
    }

    @Test
    void aProcessorOfItsOwnMakesItLikely() {
        seen("worker", "a.Worker.compute", 20, 5_000);
        story.machine().processors(4);
        story.machine().threadCpu("worker", TimeUnit.SECONDS.toNanos(1), 0.19);
        assertEquals(Sure.POSSIBLE, only().sure(), "three quarters of a processor");
        story.machine().threadCpu("worker", TimeUnit.SECONDS.toNanos(2), 0.21);
        assertEquals(Sure.LIKELY, only().sure());
        assertTrue(only().evidence().contains("it used 84 % of a processor"), () -> only().toString());
    }

    @Test
    void twoDumpsThatShowItRunningThereMakeItLikely() {
        seen("worker", "a.Worker.compute", 20, 5_000);
        dumped("worker", "RUNNABLE", "a.Worker.compute");
        dumped("worker", "WAITING", "a.Worker.compute");
        dumped("worker", "RUNNABLE", "a.Worker.rest");
        dumped("another", "RUNNABLE", "a.Worker.compute");
        assertEquals(Sure.POSSIBLE, only().sure());
        dumped("worker", "RUNNABLE", "a.Worker.compute");
        assertEquals(Sure.LIKELY, only().sure());
        assertTrue(only().evidence().contains("2 thread dumps show it running in the same method"));
    }

    private void dumped(String thread, String state, String frame) {
        ThreadSeen seen = new ThreadSeen(thread, state, "", List.of(frame, "a.Main.run"));
        story.machine().add(new Dumped(TimeUnit.SECONDS.toNanos(2), List.of(seen), List.of()));
    }

    @Test
    void theAgentsOwnWordIsNotSaidAgain() {
        seen("Loop", "a.Worker.compute", 20, 5_000);
        story.add(Stories.stall("stall-00000001", "CPU_SPIN", 0, 5_000, Map.of()));
        assertEquals(List.of(), new SpinRule().findings(story));
    }

    /** The outer frame that both have is the bot's own; it is where it spins. */
    @Test
    void aThreadThatDoesTwoThingsSpinsInTheMethodThatCallsThem() {
        Samples samples = story.machine().samples();
        int run = samples.push(Samples.ROOT, "a.Main.run");
        for (int i = 0; i < 200; i++) {
            long at = TimeUnit.MILLISECONDS.toNanos(20L * i);
            story.saw(at);
            samples.add(at, "worker", samples.push(run, i % 2 == 0 ? "a.Worker.one" : "java.lang.Math.sqrt"));
        }
        assertTrue(only().title().endsWith("in a.Main.run"), () -> only().toString());
    }

    @Test
    void whatIsNotTheBotsIsNoSpinOfIts() {
        Samples samples = story.machine().samples();
        int jdk = samples.push(samples.push(Samples.ROOT, "java.lang.Thread.run"), "jdk.internal.Work.do");
        int inNative = samples.push(samples.push(Samples.ROOT, "a.Main.run"), "[in native code]");
        for (int i = 0; i < 300; i++) {
            long at = TimeUnit.MILLISECONDS.toNanos(20L * i);
            story.saw(at);
            samples.add(at, "jdks", jdk);
            samples.add(at, "in-native", inNative);
        }
        assertEquals(List.of(), new SpinRule().findings(story));
    }
}
