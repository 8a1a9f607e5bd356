package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.read.Reading;
import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Waiter;
import io.resilienceagent.testing.Jdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of a bot that never had the agent: real deadlocks, spins and waits, and what the rules make of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnguardedBotTest {
    private Path directory;
    private Story story;
    private List<Finding> findings;

    @BeforeAll
    void record(@TempDir Path shared) {
        directory = shared;
        Jdks.Jdk jdk = Jdks.all().get(0);
        story = read(Recorded.bot(jdk, directory, "deadlock", "spin", "holder", "socket"));
        findings = Rules.findings(story);
    }

    private static Story read(Path file) {
        List<Reading.Bot> bots = new Reading((doing, share) -> {}).read(List.of(file));
        assertEquals(1, bots.size());
        return bots.get(0).story();
    }

    private Finding only(String rule) {
        return only(rule, findings);
    }

    private static Finding only(String rule, List<Finding> findings) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.rule().equals(rule)).toList();
        assertEquals(1, found.size(), findings::toString);
        return found.get(0);
    }

    @Test
    void aDeadlockIsCertainByTheJvmsOwnWord() {
        Finding deadlock = only("DEADLOCK");
        assertEquals(Sure.CERTAIN, deadlock.sure());
        assertEquals(Severity.HIGH, deadlock.severity());
        assertEquals(
                Set.of("trader", "risk"),
                story.machine().deadlocks().get(0).cycle().stream()
                        .map(Waiter::thread)
                        .collect(Collectors.toSet()));
        assertTrue(
                deadlock.evidence().stream()
                        .anyMatch(
                                line -> line.matches(
                                        "trader waits for java\\.lang\\.Object@[0-9a-f]+, held by risk, at .*UnguardedBot\\.take")),
                deadlock::toString);
        assertFalse(story.agent());
    }

    @Test
    void aSpinIsFoundInSamples() {
        Finding spin = only("CPU_SPIN");
        assertTrue(spin.title().startsWith("price-loop computed for "), spin::toString);
        assertTrue(spin.title().endsWith("UnguardedBot.spin"), spin::toString);
        assertTrue(spin.sure() != Sure.CERTAIN, spin::toString);
        assertEquals(Severity.HIGH, spin.severity(), "it is called like a loop");
    }

    @Test
    void whoHeldALockIsNamed() {
        Finding holder = only("LOCK_HOLDER");
        assertTrue(
                holder.title().matches("order-sender waited \\d+\\.\\d s for a lock that report-writer held"),
                holder::toString);
        assertEquals(Severity.MEDIUM, holder.severity());
    }

    @Test
    void aSocketOnAThreadThatIsCalledLikeALoopIsPossible() {
        Finding io = only("BLOCKING_IO_ON_LOOP");
        assertTrue(io.title().startsWith("vert.x-eventloop-thread-0 waited "), io::toString);
        assertTrue(io.title().contains("the socket "), io::toString);
        assertEquals(Sure.POSSIBLE, io.sure());
    }

    @Test
    void garbageThatTakesMuchOfTheTimeIsTold() {
        List<Finding> found = Rules.findings(read(Recorded.bot(Jdks.all().get(0), directory, "garbage")));
        Finding gc = only("GC_LAG", found);
        assertTrue(gc.title().startsWith("garbage collection stopped everything"), gc::toString);
        assertEquals(Sure.CERTAIN, gc.sure());
    }

    @Test
    void threadDumpsThatStopEverythingAreTold() {
        Finding stop = only(
                "SAFEPOINT_LAG", Rules.findings(read(Recorded.bot(Jdks.all().get(0), directory, "dumps"))));
        assertTrue(
                stop.title()
                        .matches("a stop of the JVM \\((ThreadDump|PrintThreads)\\) stopped everything for up to .*"),
                stop::toString);
        assertEquals(Sure.CERTAIN, stop.sure());
    }

    @Test
    void aPinnedVirtualThreadIsToldWithItsPlace() {
        Finding pinned = only(
                "VIRTUAL_THREAD_PINNED",
                Rules.findings(read(Recorded.bot(Jdks.all().get(1), directory, "pinned"))));
        assertTrue(pinned.title().contains("UnguardedBot"), pinned::toString);
        assertEquals(Severity.MEDIUM, pinned.severity());
    }
}
