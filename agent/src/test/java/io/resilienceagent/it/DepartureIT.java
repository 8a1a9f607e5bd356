package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import io.resilienceagent.host.DepartureHost;
import io.resilienceagent.systemd.ExitCode;
import io.resilienceagent.systemd.NotifyReceiver;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The process ends with the code that was asked for, whatever the host's shutdown hooks do. */
class DepartureIT {
    private static Jvm.Ended run(Jvm jvm, String hang, ExitCode code) {
        Path classes = Path.of("target", "classes").toAbsolutePath();
        return jvm.running(
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                HostJars.classPath(),
                                classes.toString(),
                                HostJars.jarOf(Native.class).toString()))
                .running(DepartureHost.class.getName(), hang, code.name())
                .run();
    }

    private static void assertEndsCritical(Jvm jvm, String hang) {
        Jvm.Ended ended = run(jvm, hang, ExitCode.CRITICAL);
        assertEquals(10, ended.exitCode(), ended::toString);
        assertEquals(List.of(), ended.foreignErrors());
        assertTrue(ended.err().contains(" SYSTEM_EXIT exit_code=10 reason=test"), ended::err);
        assertEquals("", ended.out());
    }

    @ForkedJvm
    void theHostsHooksRun(Jvm jvm) {
        Jvm.Ended ended = run(jvm, "plain", ExitCode.CRITICAL);
        assertEquals(10, ended.exitCode(), ended::toString);
        assertEquals("first=true\nsecond=false\nhook=ran\n", sorted(ended.out()));
        assertEquals(
                1,
                ended.err()
                        .lines()
                        .filter(line -> line.contains(" SYSTEM_EXIT "))
                        .count(),
                ended::err);
    }

    /** The hook runs beside the caller. */
    private static String sorted(String out) {
        return out.startsWith("hook=ran\n")
                ? out.substring(9) + "hook=ran\n"
                : out.replace("hook=ran\nsecond=false\n", "second=false\nhook=ran\n");
    }

    @ForkedJvm
    void itsCodeIsOneThatUnitsKnow(Jvm jvm) {
        assertEquals(2, run(jvm, "plain", ExitCode.RECOVERABLE).exitCode());
    }

    @ForkedJvm
    void anInterruptDoesNotShortenTheHooksTime(Jvm jvm) {
        Jvm.Ended ended = run(jvm, "interrupted", ExitCode.CONFIG_ERROR);
        assertEquals(77, ended.exitCode(), ended::toString);
        assertEquals("hook=ran\n", ended.out());
    }

    @ForkedJvm
    void aHookThatHangsIsNotWaitedForForEver(Jvm jvm) {
        assertEndsCritical(jvm, "hang in a hook");
    }

    @ForkedJvm
    void aHookThatWaitsForTheCallersLockIsNotEither(Jvm jvm) {
        assertEndsCritical(jvm, "hang for a lock of the caller");
    }

    @ForkedJvm
    void anExitOfTheHostThatHangsIsEnded(Jvm jvm) {
        assertEndsCritical(jvm, "hang while the host exits");
    }

    /** Nothing can be said then; the process ends all the same. */
    @ForkedJvm
    void anErrorStreamThatIsHeldDoesNotKeepItAlive(Jvm jvm) {
        Jvm.Ended ended = run(jvm, "hang on the error stream", ExitCode.CRITICAL);
        assertEquals(10, ended.exitCode(), ended::toString);
    }

    @ForkedJvm
    void anExitOfTheHostThatEndsKeepsItsCode(Jvm jvm) {
        assertEquals(3, run(jvm, "exit of the host", ExitCode.CRITICAL).exitCode());
    }

    @ForkedJvm(jvmArgs = "-Xmx24m")
    void aFullHeapDoesNotKeepItAlive(Jvm jvm) {
        Jvm.Ended ended = run(jvm, "hang without memory", ExitCode.CRITICAL);
        assertEquals(10, ended.exitCode(), ended::toString);
    }

    /** systemd hears of it first, and is asked for more patience than the hooks get. */
    @ForkedJvm
    void systemdIsToldThatItStopsAndForHowLong(Jvm jvm) {
        String address = "@departure-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (NotifyReceiver receiver = new NotifyReceiver(address)) {
            Jvm.Ended ended = run(jvm.environment("NOTIFY_SOCKET", address), "plain", ExitCode.CRITICAL);
            assertEquals(10, ended.exitCode(), ended::toString);
            assertEquals(List.of("STOPPING=1\nEXTEND_TIMEOUT_USEC=1200000000"), receiver.received());
        }
    }
}
