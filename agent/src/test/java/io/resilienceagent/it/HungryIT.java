package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.host.HungryHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A host without memory: its hang is told and written down all the same, and the agent lives on afterwards. */
class HungryIT {
    private static final String POLICY = """
            version: 1
            bot: hungry
            join_points:
              tick: {on: io.resilienceagent.host.HungryHost#tick, kind: loop, every: 100ms, stall_after: 500ms}
              plain: {on: io.resilienceagent.host.Calls#plain, kind: order}
            guards:
              plain: [safe_mode]
            state_machine: {cycle: 200ms}
            """;

    @ForkedJvm(
            main = HungryHost.class,
            jvmArgs = {"-Xmx48m", "-XX:+UseSerialGC"})
    void theAgentOutlivesTheFaminesOfItsHost(Jvm jvm) throws IOException {
        Path policy = jvm.write("policy.yaml", POLICY);
        Jvm.Ended ended = jvm.withAgent(policy.toString()).run();
        // The JVM itself complains of the want of memory too, on the same stream.
        assertEquals(0, ended.exitCode(), ended::toString);
        assertTrue(ended.out().contains("famines=true"), ended::toString);
        Path incidents = policy.resolveSibling("resilience-state").resolve("incidents");
        int stalls = 0;
        try (Stream<Path> found = Files.list(incidents)) {
            for (Path stall : found.filter(
                            incident -> incident.getFileName().toString().startsWith("stall-"))
                    .toList()) {
                if (!Files.exists(stall.resolve("summary.json"))) {
                    // Without memory to write it down it is told, and kept in memory if there is some for that.
                    assertTrue(
                            ended.err().matches("(?s).* (INCIDENT_ERROR|INCIDENT_KEPT_IN_MEMORY) .*"), ended::toString);
                    continue;
                }
                JsonNode summary = new ObjectMapper()
                        .readTree(stall.resolve("summary.json").toFile());
                assertEquals("tick", summary.get("loop").asText(), summary::toPrettyString);
                String id = summary.get("incident_id").asText();
                assertTrue(
                        Files.exists(stall.resolve("task-dump.json"))
                                || ended.err().contains("TASK_DUMP_FAILED incident_id=" + id)
                                || ended.err().contains("INCIDENT_FILE_UNWRITTEN incident_id=" + id),
                        ended::toString);
                stalls++;
            }
        }
        assertTrue(stalls > 0, ended::toString);
    }
}
