package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real systemd makes of what the room tells it: all services are begun at once, then each is looked at. */
@Isolated
class SystemdIT {
    private static final Jdks.Jdk OLD = Jdks.all().get(0);
    private static final Jdks.Jdk NEW = Jdks.all().get(1);
    private static final int LONGEST_STATUS = 4096 - "STATUS=".length();

    private static RealSystemd systemd;

    @BeforeAll
    static void startAll() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "forked").toAbsolutePath()), "systemd-");
        systemd = Services.systemd(folder);
        Map<String, String> units = new LinkedHashMap<>();
        for (Jdks.Jdk jdk : Jdks.all()) {
            String v = "-" + jdk.version() + ".service";
            units.put(
                    "healthy" + v,
                    Services.service(
                            Services.host(jdk, "ready", "status:RUNNING since the start", "live"),
                            "WatchdogSec=3",
                            "Restart=no"));
            units.put(
                    "hangs" + v,
                    Services.service(
                            Services.host(jdk, "ready", "hang"),
                            "WatchdogSec=2",
                            "WatchdogSignal=SIGKILL",
                            "Restart=on-failure"));
            units.put("critical" + v, leaving(jdk, "CRITICAL"));
            units.put("recoverable" + v, leaving(jdk, "RECOVERABLE"));
            units.put("config" + v, leaving(jdk, "CONFIG_ERROR"));
            units.put("success" + v, leaving(jdk, "SUCCESS"));
            units.put("documented" + v, documented(jdk, "ready", "status:RUNNING", "live"));
            units.put("documented-hang" + v, documented(jdk, "ready", "hang"));
        }
        units.put(
                "burst.service",
                "[Unit]\nStartLimitBurst=3\nStartLimitIntervalSec=600\nOnFailure=alarm.service\n"
                        + leaving(OLD, "CRITICAL").replace("[Unit]\nStartLimitIntervalSec=0\n", ""));
        units.put(
                "alarm.service", "[Service]\nType=oneshot\nExecStart=/usr/bin/touch " + RealSystemd.HOME + "/alarm\n");
        units.put(
                "reloads.service",
                Services.service(
                        Services.host(OLD, "ready", "until:reload", "reloading", "until:reloaded", "ready", "live")));
        units.put(
                "stops.service",
                Services.service(Services.host(NEW, "ready", "hook", "halt:4000"), "TimeoutStopSec=1", "Restart=no"));
        units.put("long.service", Services.service(Services.host(NEW, "long:5000", "ready", "live")));
        units.put(
                "forbidden.service",
                Services.service(
                        Services.host(OLD, "ready", "live"),
                        "RestrictAddressFamilies=AF_INET AF_INET6",
                        "Type=exec",
                        "NotifyAccess=main"));
        units.put(
                "noexec.service",
                Services.service(
                        Services.host(NEW, "ready", "live"),
                        "StateDirectory=noexec",
                        "RuntimeDirectory=noexec",
                        "NoExecPaths=/var/lib/noexec /run/noexec",
                        "Type=exec",
                        "NotifyAccess=main"));
        systemd.units(units);
        systemd.start(units.keySet().stream()
                .filter(unit -> !unit.startsWith("alarm"))
                .toArray(String[]::new));
    }

    private static String leaving(Jdks.Jdk jdk, String code) {
        return Services.service(
                Services.host(jdk, "ready", "leave:" + code),
                "Restart=on-failure",
                "RestartSec=500ms",
                "RestartPreventExitStatus=77");
    }

    /** The unit file that people copy, as it is: but for its user, its program, and a watchdog that tests can wait for. */
    private static String documented(Jdks.Jdk jdk, String... acts) throws IOException {
        return Services.marketBot(Map.of(
                "User=", "User=daemon",
                "ExecStart=", "ExecStart=" + Services.host(jdk, acts),
                "RestartSec=", "RestartSec=500ms",
                "WatchdogSec=", "WatchdogSec=3"));
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
    void aHealthyBotIsActiveAndLivesThroughFivePeriodsOfTheWatchdog(Jdks.Jdk jdk) {
        String unit = "healthy-" + jdk.version() + ".service";
        systemd.await(unit, "ActiveState", "active");
        systemd.await(unit, "StatusText", "RUNNING since the start");
        long begin = systemd.number(unit, "ActiveEnterTimestampMonotonic");
        systemd.await(unit, "WatchdogTimestampMonotonic", at -> Long.parseLong(at) - begin > 15_000_000);
        assertEquals("active", systemd.property(unit, "ActiveState"));
        assertEquals(0, systemd.number(unit, "NRestarts"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aBotWhoseLoopHangsIsKilledAndStartedAgainAlthoughTheAgentLives(Jdks.Jdk jdk) {
        String unit = "hangs-" + jdk.version() + ".service";
        systemd.await(unit, "NRestarts", restarts -> Long.parseLong(restarts) >= 2);
        String journal = systemd.journal(unit);
        assertTrue(journal.contains("Watchdog timeout (limit 2s)"), journal);
        assertTrue(journal.contains(" SYSTEMD_WATCHDOG_WITHHELD "), "the agent looked on and knew: " + journal);
        assertTrue(journal.contains("Failed with result 'watchdog'"), journal);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void codes10And2AreStartedAgain(Jdks.Jdk jdk) {
        for (String name : List.of("critical", "recoverable")) {
            String unit = name + "-" + jdk.version() + ".service";
            systemd.await(unit, "NRestarts", restarts -> Long.parseLong(restarts) >= 2);
            int code = name.equals("critical") ? 10 : 2;
            String journal = systemd.awaitJournal(unit, "status=" + code);
            assertTrue(journal.contains(" SYSTEM_EXIT exit_code=" + code + " reason=test"), journal);
            systemd.systemctl("stop", unit);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void codes77And0AreNot(Jdks.Jdk jdk) {
        String config = "config-" + jdk.version() + ".service";
        systemd.await(config, "ActiveState", "failed");
        assertEquals(77, systemd.number(config, "ExecMainStatus"));
        assertEquals(0, systemd.number(config, "NRestarts"), () -> systemd.journal(config));
        String success = "success-" + jdk.version() + ".service";
        systemd.awaitJournal(success, "Deactivated successfully");
        systemd.await(success, "ActiveState", "inactive");
        assertEquals("success", systemd.property(success, "Result"));
        assertEquals(0, systemd.number(success, "NRestarts"), () -> systemd.journal(success));
    }

    @Test
    void theStartLimitEndsItAndCallsForHelp() {
        Awaitility.await("the alarm")
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> Files.exists(systemd.folder().resolve("alarm")));
        systemd.await("burst.service", "ActiveState", "failed");
        String journal = systemd.awaitJournal("burst.service", "Start request repeated too quickly");
        assertEquals(
                3,
                journal.lines().filter(line -> line.contains(" SYSTEM_EXIT ")).count(),
                journal);
    }

    @Test
    void aReloadIsSeenFromItsBeginToItsEnd() throws IOException {
        systemd.await("reloads.service", "ActiveState", "active");
        Files.createFile(systemd.folder().resolve("reload"));
        systemd.await("reloads.service", "ActiveState", "reloading");
        Files.createFile(systemd.folder().resolve("reloaded"));
        systemd.await("reloads.service", "ActiveState", "active");
    }

    /** The unit gives it one second to stop, its hook never ends, and four seconds later it ends as it said it would. */
    @Test
    void systemdWaitsAsLongAsTheDepartureMayTake() {
        systemd.await("stops.service", "ActiveState", "failed");
        assertEquals(10, systemd.number("stops.service", "ExecMainStatus"), () -> systemd.journal("stops.service"));
        assertEquals("exit-code", systemd.property("stops.service", "Result"));
    }

    @Test
    void theLongestStatusArrives() {
        systemd.await("long.service", "ActiveState", "active");
        assertEquals("é".repeat(LONGEST_STATUS / 2), systemd.property("long.service", "StatusText"));
    }

    @Test
    void aUnitThatForbidsTheSocketIsToldSoAndTheBotLives() {
        systemd.awaitJournal("forbidden.service", "ready=FORBIDDEN");
        String journal = systemd.journal("forbidden.service");
        assertTrue(journal.contains(" SYSTEMD_ERROR ") && journal.contains("add AF_UNIX"), journal);
        assertEquals("active", systemd.property("forbidden.service", "ActiveState"));
    }

    @Test
    void directoriesThatAllowNoExecutionAreToldAndTheBotLives() {
        systemd.awaitJournal("noexec.service", "ready=UNAVAILABLE");
        String journal = systemd.journal("noexec.service");
        assertTrue(journal.contains("/var/lib/noexec allows no execution (noexec)"), journal);
        assertTrue(journal.contains("/run/noexec allows no execution (noexec)"), journal);
        assertEquals("active", systemd.property("noexec.service", "ActiveState"));
    }

    /** Hardened, in a temporary folder of its own, as a user without rights: and still a tool can attach. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theDocumentedUnitRuns(Jdks.Jdk jdk) {
        String unit = "documented-" + jdk.version() + ".service";
        systemd.await(unit, "ActiveState", "active");
        systemd.await(unit, "StatusText", "RUNNING");
        assertEquals("yes", systemd.property(unit, "PrivateTmp"));
        String pid = systemd.property(unit, "MainPID");
        assertEquals(
                "daemon", systemd.run("stat", "--format=%U", "/proc/" + pid).output());
        String heard = systemd.run(Services.jcmd(NEW), pid, "VM.version").output();
        assertTrue(heard.contains("JDK " + jdk.version() + "."), heard);
        long begin = systemd.number(unit, "ActiveEnterTimestampMonotonic");
        systemd.await(unit, "WatchdogTimestampMonotonic", at -> Long.parseLong(at) - begin > 3_000_000);
        assertEquals(0, systemd.number(unit, "NRestarts"), () -> systemd.journal(unit));
        systemd.systemctl("stop", unit);
        assertEquals("inactive", systemd.property(unit, "ActiveState"), "a stop is no failure");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theDocumentedUnitLeavesAThreadDumpOfABotThatHangs(Jdks.Jdk jdk) {
        String unit = "documented-hang-" + jdk.version() + ".service";
        systemd.await(unit, "NRestarts", restarts -> Long.parseLong(restarts) >= 1);
        String journal = systemd.journal(unit);
        assertTrue(journal.contains("Watchdog timeout (limit 3s)"), journal);
        assertTrue(journal.contains("Full thread dump") && journal.contains("ServiceHost.look"), journal);
        systemd.systemctl("stop", unit);
    }
}
