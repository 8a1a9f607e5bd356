package io.resilienceagent.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.Owner;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cause, in a sentence and with the next step; those that can be had here are had for real in {@code DoctorIT}. */
class DoctorTest {
    private static final Owner STRANGER = new Owner(65_534, Set.of(65_534L));

    @TempDir
    private Path directory;

    private ProcDirectory proc;
    private Path jar;

    @BeforeEach
    void aJvmThatCanBeAttachedTo() throws IOException {
        proc = new ProcDirectory(directory);
        jar = Files.createFile(directory.resolve("resilience.jar"));
    }

    @AfterEach
    void nothingLeadsOut() throws IOException {
        proc.link("root", directory.toString());
    }

    private List<Finding> examine() {
        return Doctor.examine(proc.files(), () -> jar);
    }

    /** Each test of a hindrance holds for those who know already that no agent is there. */
    private List<Finding> examineUnguarded() {
        return Doctor.examineUnguarded(JavaProcess.of(proc.files()).orElseThrow(), () -> jar);
    }

    private Finding finding(String code) {
        List<Finding> findings = examine();
        return findings.stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + findings));
    }

    /** The one hindrance. */
    private Finding hindrance() {
        List<Finding> hindering = examine().stream().filter(Finding::hinders).toList();
        assertEquals(1, hindering.size(), hindering::toString);
        if (proc.files().exists() && JavaProcess.of(proc.files()).isPresent()) {
            assertEquals(
                    hindering,
                    examineUnguarded().stream().filter(Finding::hinders).toList());
        }
        assertFalse(hindering.get(0).next().isEmpty(), hindering::toString);
        return hindering.get(0);
    }

    @Test
    void aPlainJvmHasNothingAgainstIt() {
        assertEquals(
                List.of("JVM", "USER", "JAVA", "AGENT_JAR"),
                examine().stream().map(Finding::code).toList());
        assertEquals("it is a JVM, running bot.jar", finding("JVM").found());
        assertEquals("it is Java 17.0.15", finding("JAVA").found());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2", "16.0.1"})
    void aJavaThatIsTooOld(String version) throws IOException {
        proc.java(version);
        assertEquals(
                Finding.problem("JAVA_TOO_OLD", "it is Java " + version, "run the bot on Java 17 or newer"),
                hindrance());
    }

    @Test
    void aJavaThatNobodyKnows() throws IOException {
        proc.link("exe", "/nowhere/bin/java");
        assertEquals("JAVA_UNKNOWN", finding("JAVA_UNKNOWN").code());
        assertTrue(examine().stream().noneMatch(Finding::hinders));
    }

    @Test
    void aJvmThatIsNotHotSpot() throws IOException {
        proc.file("maps", "7f0000000000-7f0000001000 r-xp 00000000 08:01 42 /opt/jdk/lib/default/libj9vm29.so\n");
        Finding finding = hindrance();
        assertEquals("NOT_HOTSPOT", finding.code());
        assertEquals("it is not a HotSpot JVM, and speaks another attach protocol", finding.found());
        assertEquals("start the bot with -javaagent:resilience.jar=POLICY", finding.next());
    }

    @Test
    void attachIsDisabledOnTheCommandLine() throws IOException {
        proc.command("-XX:+DisableAttachMechanism", "-jar", "bot.jar");
        assertAttachDisabled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void attachIsDisabledByTheEnvironment(String variable) throws IOException {
        proc.file("environ", "HOME=/root\0" + variable + "=-Dx=y -XX:+DisableAttachMechanism\0");
        assertAttachDisabled();
    }

    private void assertAttachDisabled() {
        Finding finding = hindrance();
        assertEquals("ATTACH_DISABLED", finding.code());
        assertEquals("it was started with -XX:+DisableAttachMechanism", finding.found());
        assertTrue(finding.next().contains("-javaagent"), finding.next());
    }

    /** An attach would be its end where its own filter lacks chown. */
    @Test
    void systemCallsAreFilteredAndOursAreNot() throws IOException {
        assumeFalse(ProcessFiles.self().status("Seccomp").orElse("").equals("2"), "ours are filtered too");
        proc.status("Seccomp", "2");
        Finding finding = finding("SYSTEM_CALLS_FILTERED");
        assertEquals(Finding.Verdict.WARNING, finding.verdict());
        assertTrue(finding.found().startsWith("its system calls are filtered; "), finding.found());
        assertTrue(finding.next().contains("SystemCallFilter=@chown")
                && finding.next().contains("--despite-filter"));
        proc.status("Seccomp", "1");
        assertTrue(examine().stream().noneMatch(each -> each.code().equals("SYSTEM_CALLS_FILTERED")));
    }

    /** Another namespace of processes and of mounts, whose root can be entered. */
    @Test
    void aContainer() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(root.resolve("tmp"));
        Path inside = Files.createDirectory(root.resolve("opt"));
        Files.createFile(inside.resolve("resilience.jar"));
        jar = Path.of("/opt/resilience.jar");
        proc.status("NSpid", ProcDirectory.PID + "\t7")
                .link("ns/pid", "pid:[1]")
                .link("ns/mnt", "mnt:[1]")
                .link("root", root.toString());
        Finding container = finding("CONTAINER");
        assertEquals(
                "it lives in a container, where it is process 7: jar and policy must be files of the container",
                container.found());
        assertEquals(Finding.Verdict.OK, finding("OTHER_TMP").verdict());
        assertEquals(Finding.Verdict.OK, finding("AGENT_JAR").verdict());
        jar = Path.of("/opt/elsewhere.jar");
        assertEquals("AGENT_JAR", hindrance().code());
        assertEquals(
                "the bot does not see the agent's jar /opt/elsewhere.jar",
                hindrance().found());
    }

    @Test
    void whatHasEndedAndIsOnlyNotBuriedIsNotThere() throws IOException {
        proc.status("State", "Z (zombie)").file("cmdline", "");
        assertEquals("NO_SUCH_PROCESS", hindrance().code());
    }

    @Test
    void aTmpThatIsReadOnly() throws IOException {
        proc.file(
                "mountinfo",
                "1 0 8:1 / / ro,relatime - ext4 /dev/sda1 rw\n2 1 8:2 / /var rw,relatime - ext4 /dev/sda2 rw\n");
        Finding finding = hindrance();
        assertEquals("TMP_READ_ONLY", finding.code());
        assertTrue(finding.next().contains("PrivateTmp=yes"), finding.next());
    }

    @Test
    void aNamespaceThatMayNotBeLookedInto() throws IOException {
        Files.delete(directory
                .resolve("proc")
                .resolve(Long.toString(ProcDirectory.PID))
                .resolve("ns/mnt"));
        assertEquals("CLOSED_NAMESPACE", hindrance().code());
        assertEquals("run it as root", hindrance().next());
    }

    @Test
    void whatStandsStillCannotAnswer() throws IOException {
        proc.status("State", "T (stopped)");
        assertEquals("STOPPED", hindrance().code());
        assertEquals(
                "let it go on: kill -CONT " + ProcDirectory.PID, hindrance().next());
    }

    @Test
    void anotherUsers() throws IOException {
        proc.status("Uid", "0\t0\t0\t0");
        Finding finding = Doctor.user(proc.files(), STRANGER);
        assertEquals("OTHER_USER", finding.code());
        assertTrue(finding.hinders());
        assertEquals(
                "process " + ProcDirectory.PID + " belongs to root, and you are " + STRANGER.name(), finding.found());
        assertEquals("run it as that user: sudo -u root resilience ...", finding.next());
        proc.status("Uid", "65534\t65534\t65534\t65534");
        assertFalse(Doctor.user(proc.files(), STRANGER).hinders());
        assertFalse(Doctor.user(proc.files(), new Owner(0, Set.of())).hinders(), "root may");
    }

    @Test
    void noJarAtAll() {
        List<Finding> findings = Doctor.examine(proc.files(), () -> {
            throw Trouble.refused("NO_AGENT_JAR", "there is no resilience.jar beside attach-cli.jar", "--agent JAR");
        });
        assertEquals(
                Finding.problem("NO_AGENT_JAR", "there is no resilience.jar beside attach-cli.jar", "--agent JAR"),
                findings.get(findings.size() - 1));
    }
}
