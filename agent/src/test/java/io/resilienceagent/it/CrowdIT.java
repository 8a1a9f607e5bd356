package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.host.CrowdHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One stuck loop among a thousand is found, and the dump has all of them, and ten thousand virtual threads besides. */
class CrowdIT {
    private static final String POLICY = """
            version: 1
            bot: crowd
            loops: {threads: {workers: "worker-*"}, stall_after: 1s}
            """;

    @ForkedJvm
    void theOneThatHangsIsFoundAndAllAreWrittenDown(Jvm jvm) throws IOException {
        GuardedRun run = GuardedRun.of(jvm, CrowdHost.class, POLICY);
        assertEquals(List.of(), run.log("TOO_MANY_LOOPS"));
        assertEquals(1, run.log("LOOP_GUARD_TIMEOUT").size(), run.ended()::err);
        assertTrue(run.log("LOOP_GUARD_TIMEOUT").get(0).contains("loop=workers/worker-"), run.ended()::err);
        Path incidents = run.directory().resolve("resilience-state").resolve("incidents");
        Path stall;
        try (Stream<Path> found = Files.list(incidents)) {
            stall = found.filter(incident -> incident.getFileName().toString().startsWith("stall-"))
                    .findFirst()
                    .orElseThrow();
        }
        JsonNode dump =
                new ObjectMapper().readTree(stall.resolve("task-dump.json").toFile());
        assertFalse(dump.get("truncated").asBoolean());
        assertEquals(dump.get("total_tasks").asInt(), dump.get("tasks").size());
        Map<String, Integer> kinds = new HashMap<>();
        for (JsonNode task : dump.get("tasks")) {
            boolean worker = task.get("task_name").asText().startsWith("worker-");
            kinds.merge(worker ? "worker" : task.get("kind").asText(), 1, Integer::sum);
        }
        assertEquals(1000, kinds.get("worker"));
        assertEquals(Integer.parseInt(run.told().get("virtual")), kinds.getOrDefault("virtual_thread", 0));
    }
}
