package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Dumped;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Waiter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deadlocks by the agent's word and by the JVM's: the same one is told once. */
class DeadlockRuleTest {
    private static final List<Waiter> PAIR = List.of(
            new Waiter("Loop", "a.Book@1", "risk", "a.Trader.trade"), new Waiter("risk", "a.Positions@2", "Loop", ""));

    private final Story story = Stories.of(60_000);

    private List<Finding> found() {
        return Stories.found(story, "DEADLOCK");
    }

    private void dumped(long atMillis, List<Waiter> cycle) {
        story.machine().add(new Dumped(Stories.at(atMillis), List.of(), List.of(cycle)));
    }

    @Test
    void oneThatTheAgentSawIsCertainAndLastsToTheEnd() {
        story.add(Stories.locked("stall-00000001", PAIR, 2_000, 9_000));
        Finding deadlock = found().get(0);
        assertEquals("Loop and risk wait for each other for ever", deadlock.title());
        assertEquals(
                List.of(
                        "Loop waits for a.Book@1, held by risk, at a.Trader.trade",
                        "risk waits for a.Positions@2, held by Loop",
                        "the agent saw loop tick (thread Loop) in it or behind it"),
                deadlock.evidence());
        assertEquals(Stories.at(2_000), deadlock.from());
        assertEquals(story.to(), deadlock.to());
        assertEquals("stall-00000001", deadlock.incidentId());
        assertEquals(Severity.HIGH, deadlock.severity());
        assertEquals(Sure.CERTAIN, deadlock.sure());
    }

    /** As where one of them waits with a time. */
    @Test
    void oneThatIsOverWasNotForEver() {
        story.add(Stories.freed("stall-00000001", PAIR, 2_000, 9_000));
        Finding deadlock = found().get(0);
        assertEquals("Loop and risk waited for each other for 7.0 s", deadlock.title());
        assertEquals(Stories.at(9_000), deadlock.to());
        assertTrue(!deadlock.recommendation().contains("restart"), deadlock::recommendation);
        assertTrue(
                !Stories.found(story, "LOOP_STALL").get(0).recommendation().contains("restart"),
                "the other finding says no more");
    }

    @Test
    void oneThatNeverEndsTakesARestart() {
        story.add(Stories.locked("stall-00000001", PAIR, 2_000, 9_000));
        assertTrue(found().get(0).recommendation().endsWith("nothing but a restart ends it now."));
    }

    @Test
    void oneThatTheJvmSawTooIsToldOnce() {
        story.add(Stories.locked("stall-00000001", PAIR, 2_000, 9_000));
        dumped(5_000, List.of(PAIR.get(1), PAIR.get(0)));
        assertEquals(1, found().size());
        assertEquals("stall-00000001", found().get(0).incidentId());
    }

    @Test
    void anotherOneIsAnother() {
        story.add(Stories.locked("stall-00000001", PAIR, 2_000, 9_000));
        List<Waiter> three = IntStream.range(0, 5)
                .mapToObj(i -> new Waiter("t" + i, "a.Lock@" + i, "t" + (i + 1) % 5, ""))
                .toList();
        dumped(5_000, three);
        dumped(8_000, three);
        assertEquals(2, found().size());
        Finding other = found().get(1);
        assertEquals("t0 and t1 and t2 and 2 more wait for each other for ever", other.title());
        assertEquals(Stories.at(5_000), other.from());
        assertEquals(Stories.at(8_000), other.to());
        assertTrue(
                other.evidence().get(5).startsWith("the JVM found it itself, in 2 thread dumps of the recording"),
                other::toString);
    }

    @Test
    void oneWhoseCircleIsUnknownIsToldByItsLoop() {
        story.add(Stories.locked("stall-00000001", List.of(), 2_000, 9_000));
        assertEquals("loop tick is in a deadlock", found().get(0).title());
    }
}
