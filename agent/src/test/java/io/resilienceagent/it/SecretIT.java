package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.SecretHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What the agent writes down of a host that has its key everywhere does not have it. */
class SecretIT {
    private static final String POLICY = """
            version: 1
            bot: secret
            join_points:
              tick: {on: io.resilienceagent.host.SecretHost#tick, kind: loop, every: 100ms, stall_after: 500ms}
              send:
                on: io.resilienceagent.host.SecretHost#send
                kind: order
                bind: {symbol: arg0.symbol}
            guards:
              send: [safe_mode, {circuit_breaker: {failures: 3, within: 60s, open_for: 120s, per: symbol}}]
            loops: {threads: {client: "client*"}, stall_after: 500ms}
            state_machine: {cycle: 200ms}
            """;

    @ForkedJvm
    void noFileOfTheAgentsAndNoLineHasTheKey(Jvm jvm) throws IOException {
        jvm.environment("API_SECRET", SecretHost.KEY).with("-Dapi.secret=" + SecretHost.KEY);
        GuardedRun run = GuardedRun.of(jvm, SecretHost.class, POLICY);
        assertFalse(run.ended().err().contains(SecretHost.KEY), run.ended()::err);
        assertTrue(run.ended().err().contains("cause=LOOP_DEAD"), run.ended()::err);
        int recordings = 0;
        try (Stream<Path> all = Files.walk(run.directory().resolve("resilience-state"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".jfr")) {
                    recordings += file.endsWith("recording.jfr") ? assertRecording(file) : 0;
                } else {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertFalse(text.contains(SecretHost.KEY), file::toString);
                }
            }
        }
        assertTrue(recordings > 0);
    }

    /** The names of threads are written by the JVM itself, as they are; nothing else of the host's is in there. */
    private static int assertRecording(Path file) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        for (RecordedEvent event : events) {
            String text = event.toString().replaceAll("[tT]hread = \"[^\"]*\"|notifier = \"[^\"]*\"", "");
            assertFalse(text.contains(SecretHost.KEY), text);
            String name = event.getEventType().getName();
            assertFalse(name.startsWith("jdk.Initial") || name.equals("jdk.JVMInformation"), name);
        }
        assertTrue(
                events.stream().anyMatch(event -> event.getEventType().getName().equals("resilience.LoopStall")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        return 1;
    }
}
