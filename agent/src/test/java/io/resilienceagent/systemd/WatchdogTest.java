package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the watchdog is pinged and when not, by a clock that the test moves, through a real socket. */
class WatchdogTest {
    private static final long SECOND = 1_000_000_000;
    private static final long BEGIN = Long.MAX_VALUE - 5 * SECOND; // nanoTime() may overflow while the bot runs

    @TempDir
    private Path directory;

    private NotifyReceiver receiver;
    private SystemdKit kit;
    private Systemd systemd;
    private Watchdog watchdog;
    private boolean progress;
    private int questions;

    @BeforeEach
    void listen() {
        Path socket = directory.resolve("notify");
        receiver = new NotifyReceiver(socket.toString());
        kit = new SystemdKit(socket.toString(), directory.resolve("state")).with("WATCHDOG_USEC", "10000000");
        systemd = kit.open();
        watchdog = systemd.watchdog(this::asked, false).orElseThrow();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private boolean asked() {
        questions++;
        return progress;
    }

    private int pingsAt(double seconds) {
        watchdog.look(BEGIN + (long) (seconds * SECOND));
        List<String> received = receiver.received();
        assertTrue(received.stream().allMatch("WATCHDOG=1"::equals), received.toString());
        return received.size();
    }

    private void ready() {
        systemd.ready();
        assertEquals(List.of("READY=1"), receiver.received());
    }

    @Test
    void nothingIsSentBeforeReady() {
        progress = true;
        assertEquals(0, pingsAt(0));
        assertEquals(0, pingsAt(100));
        ready();
        assertEquals(1, pingsAt(101));
    }

    /** An agent that left has switched the watchdog off, since nobody pinged any more; the next one switches it on. */
    @Test
    void anAgentThatComesLateSwitchesOnWhatTheOneBeforeSwitchedOff() {
        progress = true;
        systemd.close();
        assertEquals("WATCHDOG_USEC=0", receiver.received().get(0));
        Systemd next = kit.open();
        Watchdog late = next.watchdog(this::asked, true).orElseThrow();
        late.look(BEGIN);
        assertEquals(List.of(), receiver.received(), "before READY nobody would ping");
        next.ready();
        late.look(BEGIN + SECOND);
        assertEquals(List.of("READY=1", "WATCHDOG_USEC=10000000", "WATCHDOG=1"), receiver.received());
        long later = BEGIN;
        late.look(later + 6 * SECOND);
        assertEquals(List.of("WATCHDOG=1"), receiver.received());
    }

    @Test
    void aHealthyBotIsPingedForAtHalfOfThePeriod() {
        progress = true;
        ready();
        assertEquals(1, pingsAt(0));
        assertEquals(0, pingsAt(4.999));
        assertEquals(1, pingsAt(5));
        assertEquals(0, pingsAt(9.999));
        assertEquals(1, pingsAt(10));
        assertEquals(2, questions, "asked only when a ping is due; READY itself said that all is well");
    }

    @Test
    void aBotThatHangsIsNotPingedForAndOneThatComesBackIsAtOnce() {
        ready();
        assertEquals(1, pingsAt(0));
        assertEquals(0, pingsAt(5));
        assertEquals(0, pingsAt(7.4));
        assertEquals(List.of(), kit.events.notices);
        assertEquals(0, pingsAt(7.5));
        assertEquals(0, pingsAt(7.6));
        assertEquals(
                List.of("SYSTEMD_WATCHDOG_WITHHELD reason=\"a loop makes no progress\" systemd_kills_in_ms=2500"),
                kit.events.notices);
        progress = true;
        assertEquals(1, pingsAt(7.605));
        assertEquals(0, pingsAt(12.6));
        assertEquals(1, pingsAt(12.605));
    }

    /** The loops answer yes once for what they did; a ping that found no room must not need new progress. */
    @Test
    void aBusySystemdIsPingedAgainWithoutAnotherQuestion() {
        ready();
        assertEquals(1, pingsAt(0));
        while (systemd.watchdog() == Delivery.SENT) {
            // until its queue is full
        }
        progress = true;
        watchdog.look(BEGIN + 5 * SECOND);
        assertEquals(1, questions);
        progress = false;
        receiver.received();
        assertEquals(1, pingsAt(5.001));
        assertEquals(1, questions);
        assertEquals(0, pingsAt(10.001));
    }

    @Test
    void aSocketThatIsGoneIsTriedAFewTimesAPeriod() {
        progress = true;
        ready();
        assertEquals(1, pingsAt(0));
        receiver.close();
        for (int milli = 5000; milli < 15000; milli++) {
            watchdog.look(BEGIN + milli * 1_000_000L);
        }
        assertEquals(8, kit.events.failures.size(), kit.events.failures.toString());
    }

    @Test
    void aPeriodShorterThanALoopsPauseIsWarnedOf() {
        assertEquals(Optional.empty(), watchdog.warning("tick", Duration.ofMillis(9999)));
        String warning = watchdog.warning("tick", Duration.ofMillis(12500)).orElseThrow();
        assertTrue(warning.startsWith("WatchdogSec=10s is not longer than"), warning);
        assertTrue(warning.contains("the loop tick is allowed, 12.5s: ") && warning.contains(" 5s later"), warning);
        assertTrue(watchdog.warning("tick", Duration.ofSeconds(10)).isPresent());
        assertTrue(watchdog.warning("tick", Duration.ofSeconds(Long.MAX_VALUE)).isPresent());
    }

    @Test
    void theEnvironmentSaysWhetherThereIsOne() {
        assertEquals(Duration.ofSeconds(10), systemd.watchdogPeriod().orElseThrow());
        long own = ProcessHandle.current().pid();
        assertEquals(Duration.ofMillis(1), period("1000", Long.toString(own)).orElseThrow());
        assertEquals(Optional.empty(), period("1000", Long.toString(own + 1)));
        assertTrue(kit.events.notices.get(0).startsWith("SYSTEMD_WATCHDOG_OFF WATCHDOG_PID=" + (own + 1)));
        assertEquals(List.of(), kit.events.failures);
        for (String nonsense : List.of("", "0", "-1", "1s", "99999999999999999999")) {
            kit.events.failures.clear();
            assertEquals(Optional.empty(), period(nonsense, Long.toString(own)));
            assertTrue(kit.events.failures.get(0).contains("WATCHDOG_USEC=" + nonsense + ":"), nonsense);
        }
        assertTrue(period(Long.toString(Long.MAX_VALUE), Long.toString(own)).isPresent());
    }

    private Optional<Duration> period(String micros, String pid) {
        Systemd other =
                kit.with("WATCHDOG_USEC", micros).with("WATCHDOG_PID", pid).open();
        assertEquals(
                other.watchdogPeriod().isPresent(),
                other.watchdog(() -> true, false).isPresent());
        return other.watchdogPeriod();
    }
}
