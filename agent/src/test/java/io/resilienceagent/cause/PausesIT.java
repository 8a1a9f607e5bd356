package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that is stopped from outside, and what it takes that for when it goes on. */
class PausesIT {
    private static final String PATH = Path.of("target", "test-classes").toAbsolutePath() + ":"
            + Path.of("target", "classes").toAbsolutePath();

    /** Looks every 5 ms, as the detector does, and tells why it was late once it was. */
    static final class Host {
        private static final long LATE_NANOS = 1_000_000_000;

        public static void main(String[] args) throws IOException {
            Pauses pauses = new Pauses(type -> {}, Ticker.system());
            Ticker ticker = Ticker.system();
            pauses.tick();
            Files.createFile(Path.of(args[0]));
            long last = ticker.nanos();
            while (true) {
                LockSupport.parkNanos(5_000_000);
                // From look to look: the signal may come at any moment between them.
                long now = ticker.nanos();
                long gap = now - last;
                last = now;
                // The detector notes the counters at each look, the late one too.
                pauses.tick();
                if (gap > LATE_NANOS) {
                    Finding finding = pauses.explain(gap);
                    Files.writeString(
                            Path.of(args[1]),
                            finding.cause() + " " + finding.evidence().get("summary"));
                    return;
                }
            }
        }
    }

    @ForkedJvm
    void aStopSignal(Jvm jvm) throws Exception {
        Path ready = Files.createTempDirectory("pauses").resolve("ready");
        Path told = ready.resolveSibling("told");
        jvm.with("--add-exports", "java.base/jdk.internal.perf=ALL-UNNAMED");
        Process process = jvm.running("-cp", PATH, Host.class.getName(), ready.toString(), told.toString())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ready));
        signal("STOP", process);
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        await().until(() -> Files.readString(stat).contains(") T "));
        // The pause itself: nothing is waited for but its length.
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> process.isAlive());
        signal("CONT", process);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        String finding = Files.readString(told);
        assertTrue(finding.startsWith("HOST_SUSPENDED the process stood still from outside"), finding);
    }

    private static void signal(String name, Process process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }
}
