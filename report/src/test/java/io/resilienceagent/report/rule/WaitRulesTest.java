package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Wait;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks that were held too long, and loops that waited for sockets, files and answers. */
class WaitRulesTest {
    private static final long MILLI = 1_000_000L;
    private static final String LOCK = "java.util.concurrent.locks.ReentrantLock$NonfairSync";

    private final Story story = Stories.of(60_000);

    private void waited(Wait.Kind kind, String thread, long millis, String subject, String holder) {
        story.machine().add(new Wait(kind, thread, Stories.at(1_000), millis * MILLI, subject, holder, "a.Bot.call:7"));
    }

    @Test
    void aMonitorThatALoopWaitedForIsHigh() {
        story.loopThread("Loop");
        waited(Wait.Kind.MONITOR, "Loop", 200, "a.Positions", "report-writer");
        Finding held = Stories.only(story);
        assertEquals("LOCK_HOLDER", held.rule());
        assertEquals("Loop waited 200 ms for a lock that report-writer held", held.title());
        assertEquals(List.of("the lock: a.Positions (a monitor)", "where it waited: a.Bot.call:7"), held.evidence());
        assertEquals(Severity.HIGH, held.severity());
        assertEquals(Sure.CERTAIN, held.sure());
    }

    @Test
    void aLockWhoseHolderHasNoNameIsLikely() {
        waited(Wait.Kind.PARK, "worker", 2_000, LOCK, "");
        Finding held = Stories.only(story);
        assertEquals("LOCK_HOLDER", held.rule());
        assertEquals("worker waited 2.0 s for a lock that another thread held", held.title());
        assertEquals(Severity.MEDIUM, held.severity());
        assertEquals(Sure.LIKELY, held.sure());
    }

    @ParameterizedTest
    @CsvSource({"Loop, 199", "worker, 1999"})
    void shorterOnesAreLeft(String thread, long millis) {
        story.loopThread("Loop");
        waited(Wait.Kind.MONITOR, thread, millis, "a.Positions", "report-writer");
        assertEquals(List.of(), Rules.findings(story));
    }

    @Test
    void ofOneLockAndHolderTheLongestWaitIsTold() {
        waited(Wait.Kind.MONITOR, "one", 3_000, "a.Positions", "report-writer");
        waited(Wait.Kind.MONITOR, "two", 4_000, "a.Positions", "report-writer");
        waited(Wait.Kind.MONITOR, "three", 2_500, "a.Positions", "auditor");
        assertEquals(
                List.of(
                        "two waited 4.0 s for a lock that report-writer held",
                        "three waited 2.5 s for a lock that auditor held"),
                Stories.found(story, "LOCK_HOLDER").stream()
                        .map(Finding::title)
                        .sorted((a, b) -> b.compareTo(a))
                        .toList());
    }

    @Test
    void aWaitInADeadlockIsToldAsThat() {
        story.add(Stories.freed("stall-00000001", List.of(), 900, 9_000));
        waited(Wait.Kind.PARK, "Loop", 8_000, LOCK, "");
        assertEquals(List.of(), Stories.found(story, "LOCK_HOLDER"));
        waited(Wait.Kind.PARK, "worker", 8_000, LOCK, "");
        assertEquals(1, Stories.found(story, "LOCK_HOLDER").size(), "the other one is not in it");
    }

    @Test
    void theAgentsWordOnALoopsIoIsCertain() {
        story.add(Stories.stall(
                "stall-00000001",
                "BLOCKING_IO",
                2_000,
                5_000,
                Map.of("operation", "an answer", "on", "127.0.0.1:443", "at", List.of("a.Client.read", "a.Bot.tick"))));
        waited(Wait.Kind.SOCKET, "http-loop", 3_000, "127.0.0.1:443", "");
        List<Finding> findings = Stories.found(story, "BLOCKING_IO_ON_LOOP");
        assertEquals(1, findings.size(), "what the JVM says of it is the same again");
        Finding io = findings.get(0);
        assertEquals("loop tick waited for an answer on 127.0.0.1:443", io.title());
        assertEquals(List.of("where: a.Client.read"), io.evidence());
        assertEquals("stall-00000001", io.incidentId());
        assertEquals(Severity.HIGH, io.severity());
        assertEquals(Sure.CERTAIN, io.sure());
        assertEquals(Stories.at(5_000), io.to());
    }

    @Test
    void evidenceThatSaysLittleMakesALesserSentence() {
        story.add(Stories.stall("stall-00000001", "BLOCKING_IO", 2_000, 5_000, Map.of()));
        Finding io = Stories.found(story, "BLOCKING_IO_ON_LOOP").get(0);
        assertEquals("loop tick waited for input or output", io.title());
        assertEquals(List.of("where: unknown"), io.evidence());
    }

    @ParameterizedTest
    @CsvSource({
        "SOCKET, 127.0.0.1:443, the socket 127.0.0.1:443",
        "FILE, /var/log/bot.log, the file /var/log/bot.log",
        "PARK, java.util.concurrent.CompletableFuture$Signaller, 'an answer, in java.util.concurrent.CompletableFuture$Signaller'"
    })
    void aDeclaredLoopThatWaitedIsHigh(Wait.Kind kind, String subject, String words) {
        story.loopThread("Loop");
        waited(kind, "Loop", 249, subject, "");
        assertEquals(List.of(), Rules.findings(story), "that was short");
        waited(kind, "Loop", 250, subject, "");
        waited(kind, "Loop", 400, subject, "");
        Finding io = Stories.only(story);
        assertEquals("BLOCKING_IO_ON_LOOP", io.rule());
        assertEquals("Loop waited 400 ms for " + words, io.title());
        assertEquals(
                List.of("2 waits of 250 ms and more were recorded", "where: a.Bot.call:7", "it is a declared loop"),
                io.evidence());
        assertEquals(Severity.HIGH, io.severity());
        assertEquals(Sure.CERTAIN, io.sure());
    }

    @Test
    void aThreadThatIsOnlyCalledLikeALoopIsPossiblyOne() {
        waited(Wait.Kind.SOCKET, "nioEventLoopGroup-2-1", 400, "127.0.0.1:443", "");
        Finding io = Stories.only(story);
        assertEquals(Severity.MEDIUM, io.severity());
        assertEquals(Sure.POSSIBLE, io.sure());
        assertTrue(io.evidence().get(2).startsWith("it is called like a loop"), io::toString);
    }

    @ParameterizedTest
    @CsvSource({"MONITOR, a.Positions", "PARK, " + LOCK})
    void aLockIsNoInputOrOutput(Wait.Kind kind, String lock) {
        story.loopThread("Loop");
        waited(kind, "Loop", 400, lock, "");
        assertEquals("LOCK_HOLDER", Stories.only(story).rule());
    }

    @Test
    void workersMayWait() {
        waited(Wait.Kind.SOCKET, "worker-1", 30_000, "127.0.0.1:443", "");
        assertEquals(List.of(), Rules.findings(story));
    }

    @ParameterizedTest
    @CsvSource({
        "nioEventLoopGroup-2-1, true",
        "epollEventLoopGroup-3-7, true",
        "vert.x-eventloop-thread-0, true",
        "reactor-http-epoll-1, true",
        "WebSocketConnectReadThread-21, true",
        "scheduling-1, true",
        "DefaultQuartzScheduler_Worker-1, true",
        "AWT-EventQueue-0, true",
        "JavaFX Application Thread, true",
        "MarketAnalysisLoop, true",
        "pool-1-thread-1, false",
        "main, false"
    })
    void theNamesThatLibrariesGiveAreKnown(String thread, boolean loop) {
        waited(Wait.Kind.FILE, thread, 400, "/var/log/bot.log", "");
        assertEquals(loop ? 1 : 0, Rules.findings(story).size());
    }
}
