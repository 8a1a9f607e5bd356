package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause of a failing attach that can be made here, found by looking alone: the bot's error stream stays as it was. */
class DoctorIT {
    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    private static Cli cli() {
        return new Cli(Jdks.all().get(0));
    }

    private static JsonNode examine(Cli cli, Object... words) {
        Cli.Ended ended = cli.run(words);
        boolean hindered = ended.json().path("hindered").asBoolean();
        assertEquals(hindered ? 1 : 0, ended.exit(), ended.err());
        return ended.json().path("findings");
    }

    private static void assertHindered(JsonNode findings, String code) {
        TreeSet<String> hindering = new TreeSet<>();
        findings.forEach(finding -> {
            if (finding.path("verdict").asText().equals("PROBLEM")) {
                hindering.add(finding.path("code").asText());
                assertFalse(finding.path("next").asText().isEmpty(), finding.toString());
            }
        });
        assertEquals(new TreeSet<>(List.of(code)), hindering, findings.toString());
    }

    private static boolean has(JsonNode findings, String code) {
        for (JsonNode finding : findings) {
            if (finding.path("code").asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPlainBotCanBeAttachedTo(Jdks.Jdk jdk) {
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            JsonNode findings = examine(cli(), "doctor", bot.pid(), "--json");
            findings.forEach(
                    finding -> assertFalse(finding.path("verdict").asText().equals("PROBLEM"), finding.toString()));
            assertEquals(jdk.version() >= 21, has(findings, "AGENT_LOADING_WARNS"), findings.toString());
            assertEquals(
                    "attach",
                    CommandLineIT.find(cli().run("list", "--json").json(), bot.pid())
                            .path("reach")
                            .asText());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void attachThatIsDisabledIsFoundAndNotTried(Jdks.Jdk jdk) {
        try (BotProcess bot = BotProcess.unguarded(jdk, directory, "-XX:+DisableAttachMechanism")) {
            String before = bot.log();
            assertHindered(examine(cli(), "doctor", bot.pid(), "--json"), "ATTACH_DISABLED");
            Cli.Ended attach = cli().run("attach", bot.pid(), "--policy", BotProcess.POLICY);
            assertEquals(3, attach.exit(), attach.err());
            assertTrue(attach.err().contains("DisableAttachMechanism"), attach.err());
            assertEquals(before, bot.log());
            assertFalse(bot.out().contains("Full thread dump"), bot.out());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void agentsThatMayNotComeLaterAreFound(Jdks.Jdk jdk) {
        try (BotProcess bot = BotProcess.unguarded(jdk, directory, "-XX:-EnableDynamicAgentLoading")) {
            assertHindered(examine(cli(), "doctor", bot.pid(), "--json"), "AGENT_LOADING_DISABLED");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anAgentThatIsThereIsFound(Jdks.Jdk jdk) {
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            JsonNode findings = examine(cli(), "doctor", bot.pid(), "--json");
            assertTrue(has(findings, "AGENT_PRESENT"), findings.toString());
        }
    }

    @Test
    void whoIsNobodyOrNoJvmIsTold() throws IOException {
        assertHindered(examine(cli(), "doctor", "999999999", "--json"), "NO_SUCH_PROCESS");
        Process cat = new ProcessBuilder("cat").start();
        try {
            assertHindered(examine(cli(), "doctor", cat.pid(), "--json"), "NOT_A_JVM");
            Cli.Ended status = cli().run("status", cat.pid());
            assertEquals(3, status.exit());
            assertTrue(status.err().contains("is not a JVM"), status.err());
        } finally {
            cat.destroyForcibly();
        }
    }

    @Test
    void aBotThatIsStoppedIsTold() throws IOException, InterruptedException {
        try (BotProcess bot = BotProcess.unguarded(Jdks.all().get(0), directory)) {
            new ProcessBuilder("kill", "-STOP", Long.toString(bot.pid()))
                    .start()
                    .waitFor();
            bot.until("it stands still", () -> Files.readString(Path.of("/proc/" + bot.pid() + "/status"))
                    .contains("State:\tT"));
            assertHindered(examine(cli(), "doctor", bot.pid(), "--json"), "STOPPED");
        }
    }

    /** Another user may neither look nor attach; root does both, and sees what the bot's user cannot read. */
    @Test
    void anotherUserIsTold() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
        Path open = Files.createTempDirectory(Path.of("/tmp"), "cli-other-user");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path jar = Files.copy(Cli.DIRECTORY.resolve("attach-cli.jar"), open.resolve("attach-cli.jar"));
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
            try (BotProcess bot = BotProcess.unguarded(Jdks.all().get(0), directory)) {
                Cli stranger = Cli.of(
                        jar, Jdks.all().get(0), List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
                assertHindered(examine(stranger, "doctor", bot.pid(), "--json"), "OTHER_USER");
                Cli.Ended status = stranger.run("status", bot.pid());
                assertEquals(3, status.exit(), status.err());
                assertTrue(status.err().contains("belongs to root"), status.err());
                assertCannotTell(stranger, bot.pid());
            }
        } finally {
            delete(open);
        }
    }

    /** There may be an agent, and the list does not deny it. */
    private static void assertCannotTell(Cli stranger, long pid) {
        JsonNode listed = CommandLineIT.find(stranger.run("list", "--json").json(), pid);
        assertTrue(listed.path("guarded").isNull(), listed.toString());
        assertTrue(listed.path("untold").asText().contains("belongs to root"), listed.toString());
        assertEquals("no", listed.path("reach").asText());
        String shown = stranger.run("list").out();
        assertTrue(
                shown.lines().anyMatch(line -> line.contains(Long.toString(pid)) && line.contains("cannot tell")),
                shown);
        assertTrue(shown.contains("ask as that user, or as root"), shown);
    }

    @Test
    void aJarThatTheBotCannotReadIsTold() throws IOException {
        Path hidden = directory.resolve("hidden.jar");
        try (BotProcess bot = BotProcess.unguarded(Jdks.all().get(0), directory)) {
            assertHindered(examine(cli(), "doctor", bot.pid(), "--json", "--agent", hidden), "NO_AGENT_JAR");
        }
    }

    /** A JVM with a /tmp of its own, as PrivateTmp= makes it. */
    @Test
    void aTmpOfItsOwnIsTold() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a namespace");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
        // Not below /tmp, which is another one there.
        Path place = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "own-tmp");
        try (BotProcess bot = BotProcess.withItsOwnTmp(Jdks.all().get(1), place)) {
            JsonNode findings = examine(cli(), "doctor", bot.pid(), "--json", "--agent", visibleAgent());
            assertTrue(has(findings, "OTHER_TMP"), findings.toString());
        } finally {
            delete(place);
        }
    }

    /** A JVM in a namespace of processes of its own, as in a container, where it is process 1. */
    @Test
    void aPidNamespaceOfItsOwnIsToldAndNoHindrance() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a namespace");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
        try (BotProcess bot = BotProcess.inItsOwnPidNamespace(Jdks.all().get(0), directory)) {
            JsonNode findings = examine(cli(), "doctor", bot.pid(), "--json");
            assertTrue(has(findings, "CONTAINER"), findings.toString());
            assertTrue(findings.toString().contains("where it is process 1:"), findings.toString());
            Cli.Ended attach = cli().run("attach", bot.pid(), "--policy", BotProcess.POLICY);
            assertEquals(0, attach.exit(), attach.err() + bot.log());
            assertTrue(has(examine(cli(), "doctor", bot.pid(), "--json"), "AGENT_PRESENT"));
            assertFalse(bot.out().contains("Full thread dump"), bot.out());
        }
    }

    /** What is allowed to a filtered JVM cannot be seen from outside, so that a person has to say it. */
    @Test
    void filteredSystemCallsAreToldAndNothingIsTried() throws IOException {
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "the numbers of system calls are x86-64's");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "there is no perl");
        assumeFalse(
                Files.readString(Path.of("/proc/self/status")).contains("Seccomp:\t2"), "the test is filtered itself");
        try (BotProcess bot = BotProcess.withFilteredSystemCalls(Jdks.all().get(0), directory)) {
            JsonNode findings = examine(cli(), "doctor", bot.pid(), "--json");
            assertTrue(has(findings, "SYSTEM_CALLS_FILTERED"), findings.toString());
            Cli.Ended attach = cli().run("attach", bot.pid(), "--policy", BotProcess.POLICY);
            assertEquals(1, attach.exit(), attach.err());
            assertTrue(attach.err().contains("--despite-filter"), attach.err());
            assertFalse(bot.out().contains("Full thread dump"), bot.out());
            Cli.Ended despite = cli().run("attach", bot.pid(), "--policy", BotProcess.POLICY, "--despite-filter");
            assertEquals(0, despite.exit(), despite.err() + bot.log());
        }
    }

    private static Path visibleAgent() {
        return Path.of("..", "agent", "target", "resilience.jar")
                .toAbsolutePath()
                .normalize();
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
