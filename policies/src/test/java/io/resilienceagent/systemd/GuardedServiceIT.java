package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample bot under the agent under systemd, in the unit of the documents: all are begun at once, then each is looked
 * at. Each test leaves its bot as it was.
 */
@Isolated
class GuardedServiceIT {
    private static final Jdks.Jdk OLD = Jdks.all().get(0);
    private static final Jdks.Jdk NEW = Jdks.all().get(1);
    private static final int WATCHDOG_SECONDS = 3;
    private static final String SHORT_CYCLES = "state_machine: {cycle: 300ms}";

    private static GuardedUnits units;
    private static RealSystemd systemd;

    @BeforeAll
    static void startAll() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "forked").toAbsolutePath()), "guarded-");
        units = new GuardedUnits(folder);
        for (Jdks.Jdk jdk : Jdks.all()) {
            // Its first tick takes three seconds, all others next to nothing.
            units.add(
                    trades(jdk),
                    jdk,
                    SHORT_CYCLES,
                    "--ticks 0 --scenario hang_sleep --hang-at 1 --hang-for 3s",
                    WATCHDOG_SECONDS);
            units.add(
                    hangs(jdk),
                    jdk,
                    "join_points: {tick: {every: 100ms, stall_after: 1s}}",
                    "--ticks 0 --scenario hang_deadlock",
                    2);
        }
        units.add(
                "slow.service",
                NEW,
                """
                join_points: {tick: {stall_after: 7s}}
                loops: {auto: true, stall_after: 8s}
                """,
                "--ticks 0 --scenario healthy_slow --tick 5s --tick-work 4s",
                WATCHDOG_SECONDS);
        units.add("given-up.service", OLD, """
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: {safe_mode_ttl: 2s}
                systemd: {watchdog: off}
                """, "--ticks 0 --scenario hang_sleep --hang-for 600s", 1);
        units.add("finished.service", OLD, "", "--ticks 40", 60);
        units.add("mistaken.service", NEW, "guards: {place_order: [parachute]}", "--ticks 0", 60);
        systemd = units.start();
    }

    private static String trades(Jdks.Jdk jdk) {
        return "trades-" + jdk.version() + ".service";
    }

    private static String hangs(Jdks.Jdk jdk) {
        return "hangs-" + jdk.version() + ".service";
    }

    @AfterAll
    static void stopAll() {
        if (systemd != null) {
            systemd.close();
        }
    }

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void isActiveOnceTheFirstTickIsOver(Jdks.Jdk jdk) {
        String unit = trades(jdk);
        systemd.await(unit, "ActiveState", "active");
        Matcher ended = Pattern.compile("hang ends: hang_sleep .* ended_ms (\\d+)")
                .matcher(systemd.awaitJournal(unit, "hang ends: "));
        assertTrue(ended.find());
        String active =
                systemd.systemctl("show", unit, "--value", "--property=ActiveEnterTimestamp", "--timestamp=us+utc");
        Instant entered = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .parse(active, Instant::from);
        assertFalse(entered.isBefore(Instant.ofEpochMilli(Long.parseLong(ended.group(1)))), active);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theStatusIsTheState(Jdks.Jdk jdk) {
        String unit = trades(jdk);
        systemd.await(unit, "StatusText", text -> text.startsWith("RUNNING: "));
        String file = GuardedUnits.state(unit) + "/safe_mode";
        systemd.run("sh", "-c", "echo 'news at 14:30' > " + file);
        systemd.await(unit, "StatusText", "SAFE_MODE: manual safe mode by {file=news at 14:30}");
        systemd.run("rm", file);
        systemd.await(unit, "StatusText", "RUNNING: recovery completed");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aHealthyBotLivesThroughFivePeriodsOfTheWatchdog(Jdks.Jdk jdk) {
        livesThroughFivePeriods(trades(jdk));
    }

    private static void livesThroughFivePeriods(String unit) {
        systemd.await(unit, "ActiveState", "active");
        long begin = systemd.number(unit, "ActiveEnterTimestampMonotonic");
        systemd.await(
                unit, "WatchdogTimestampMonotonic", at -> Long.parseLong(at) - begin > 5_000_000L * WATCHDOG_SECONDS);
        assertEquals("active", systemd.property(unit, "ActiveState"));
        assertEquals(0, systemd.number(unit, "NRestarts"), () -> systemd.journal(unit));
    }

    /** A tick of four seconds, which the policy allows, under a watchdog of three: warned of, and no harm done. */
    @Test
    void aBotThatIsSlowButAllowedToIsNotKilled() {
        String unit = "slow.service";
        livesThroughFivePeriods(unit);
        String journal = systemd.awaitJournal(unit, " is allowed, 8s: ");
        assertHolds(
                journal,
                " CRITICAL SYSTEMD_WATCHDOG_TOO_SHORT reason=\"WatchdogSec=3s is not longer than",
                "the pause that the loop tick is allowed, 7s: ");
        systemd.systemctl("stop", unit);
        assertEquals("success", systemd.property(unit, "Result"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aBotWhoseLoopHangsIsKilledAndComesBackInSafeMode(Jdks.Jdk jdk) {
        String unit = hangs(jdk);
        String journal = systemd.awaitJournal(unit, " CRITICAL STATE_RESTORED ");
        systemd.await(unit, "StatusText", "SAFE_MODE: loop_stall_detected");
        systemd.systemctl("stop", unit);
        assertTrue(systemd.number(unit, "NRestarts") >= 1, journal);
        inOrder(journal, " LOOP_GUARD_TIMEOUT ", " CRITICAL STATE_RESTORED ");
        assertHolds(
                journal,
                " cause=DEADLOCK ",
                " SYSTEMD_WATCHDOG_WITHHELD ",
                "Watchdog timeout (limit 2s)",
                "Full thread dump",
                "Found one Java-level deadlock",
                "Failed with result 'watchdog'");
        assertTrue(journal.matches("(?s).* STATE_RESTORED incident_id=state-\\w+ state=SAFE_MODE reason=loop_stall.*"));
        String kept = systemd.run("sh", "-c", "ls " + GuardedUnits.state(unit) + "/incidents/stall-*")
                .output();
        assertHolds(kept, "task-dump.json", "summary.json");
    }

    private static void assertHolds(String text, String... words) {
        for (String word : words) {
            assertTrue(text.contains(word), () -> "not there: " + word + "\n" + text);
        }
    }

    private static void inOrder(String journal, String... words) {
        int at = 0;
        for (String word : words) {
            int next = journal.indexOf(word, at);
            assertTrue(next >= 0, () -> "not there, or too early: " + word + "\n" + journal);
            at = next;
        }
    }

    /** The unit has a watchdog of a second, and the policy has it off. */
    @Test
    void aSafeModeThatLastsTooLongIsARestart() {
        String unit = "given-up.service";
        systemd.await(unit, "NRestarts", restarts -> Long.parseLong(restarts) >= 1);
        String journal = systemd.awaitJournal(unit, " from=FATAL to=RECOVERING reason=restart ");
        systemd.systemctl("stop", unit);
        inOrder(
                journal,
                " SYSTEMD_WATCHDOG_OFF reason=\"watchdog: off in the policy\"",
                " from=RUNNING to=SAFE_MODE reason=loop_stall_detected ",
                " from=SAFE_MODE to=FATAL reason=safe_mode_ttl_expired ",
                " SYSTEM_EXIT exit_code=10 reason=\"safe_mode_ttl_expired\"",
                " from=FATAL to=RECOVERING ");
        assertHolds(journal, "Main process exited, code=exited, status=10");
        assertFalse(journal.contains("Watchdog timeout"), journal);
    }

    @Test
    void aBotThatIsDoneIsNotStartedAgain() {
        String unit = "finished.service";
        systemd.awaitJournal(unit, "Deactivated successfully");
        systemd.await(unit, "ActiveState", "inactive");
        assertEquals("success", systemd.property(unit, "Result"));
        assertEquals(0, systemd.number(unit, "NRestarts"), () -> systemd.journal(unit));
    }

    @Test
    void aPolicyThatCannotBeUsedIsNotTriedAgain() {
        String unit = "mistaken.service";
        systemd.await(unit, "ActiveState", "failed");
        assertEquals(77, systemd.number(unit, "ExecMainStatus"));
        assertEquals(0, systemd.number(unit, "NRestarts"), () -> systemd.journal(unit));
        String journal = systemd.awaitJournal(unit, "the bot was NOT started (exit code 77)");
        assertTrue(journal.contains("parachute"), journal);
        assertFalse(journal.contains("trading on"), journal);
    }

    @Test
    void aReloadIsSeenAndTheBotStaysActive() throws IOException {
        String unit = trades(NEW);
        systemd.await(unit, "ActiveState", "active");
        systemd.systemctl("log-level", "debug");
        units.write(unit, SHORT_CYCLES + "\nguards: {place_order: [parachute]}");
        systemd.awaitJournal(unit, "Changed reload -> running", 1);
        units.write(unit, SHORT_CYCLES + "\n# as before");
        String journal = systemd.awaitJournal(unit, "Changed reload -> running", 2);
        systemd.systemctl("log-level", "info");
        assertEquals("active", systemd.property(unit, "ActiveState"));
        inOrder(journal, " POLICY_REJECTED ", " POLICY_RELOADED ");
        inOrder(journal, "Changed running -> reload", "Changed reload -> running", "Changed running -> reload");
        assertTrue(journal.contains("RELOADING=1, MONOTONIC_USEC="), journal);
        assertEquals(0, systemd.number(unit, "NRestarts"));
    }

    /** Were it only not pinged for, systemd would kill the bot within a period. */
    @Test
    void aReloadThatSwitchesTheWatchdogOffSwitchesItOffInSystemd() throws IOException {
        String unit = trades(OLD);
        systemd.await(unit, "ActiveState", "active");
        assertEquals(WATCHDOG_SECONDS + "s", systemd.property(unit, "WatchdogUSec"));
        units.write(unit, SHORT_CYCLES + "\nsystemd: {watchdog: off}");
        systemd.await(unit, "WatchdogUSec", "0");
        units.write(unit, SHORT_CYCLES);
        systemd.await(unit, "WatchdogUSec", WATCHDOG_SECONDS + "s");
        inOrder(systemd.awaitJournal(unit, " SYSTEMD_WATCHDOG_ON "), " SYSTEMD_WATCHDOG_OFF ", " SYSTEMD_WATCHDOG_ON ");
        assertEquals(0, systemd.number(unit, "NRestarts"), () -> systemd.journal(unit));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTheAgentWritesIsForItsUserOnly(Jdks.Jdk jdk) {
        String unit = trades(jdk);
        systemd.await(unit, "ActiveState", "active");
        assertEquals("yes", systemd.property(unit, "PrivateTmp"));
        String state = GuardedUnits.state(unit);
        systemd.await(unit, "StatusText", text -> text.startsWith("RUNNING: "));
        List<String> files = systemd.run("find", state, "-ignore_readdir_race", "-printf", "%M %u %P\\n")
                .output()
                .lines()
                .toList();
        for (String file : files) {
            assertTrue(file.matches("(drwx------|-rw-------|srw-------) daemon( .*)?"), () -> file + " among " + files);
        }
        for (String name : List.of("lock", "state.json", "status.json", "orders/orders.journal")) {
            assertTrue(files.contains("-rw------- daemon " + name), () -> name + " is not among " + files);
        }
        assertTrue(files.stream().noneMatch(file -> file.contains("jna")), () -> "JNA's library is left: " + files);
        String journal = systemd.journal(unit);
        assertFalse(journal.contains(" ERROR "), journal);
    }
}
