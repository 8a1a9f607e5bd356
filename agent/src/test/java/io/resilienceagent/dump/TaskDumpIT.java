package io.resilienceagent.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Dumps of hosts with ten thousand tasks, and of one without memory. */
class TaskDumpIT {
    private static final String[] OPENED = {
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
        "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED"
    };

    private static Jvm host(Jvm jvm, String... arguments) {
        return jvm.with(OPENED)
                .running("-cp", System.getProperty("java.class.path"), DumpHost.class.getName())
                .running(arguments);
    }

    private static JsonNode dump(Path directory, String id) throws IOException {
        return new ObjectMapper()
                .readTree(directory
                        .resolve("incidents")
                        .resolve(id)
                        .resolve("task-dump.json")
                        .toFile());
    }

    @ForkedJvm
    void tenThousandTasksAreAllThere(Jvm given, Jdks.Jdk jdk) throws IOException {
        Path directory = given.write("here", "").getParent();
        int virtual = jdk.version() >= 21 ? 10_000 : 0;
        Jvm.Ended ended =
                host(given, "many", "200", String.valueOf(virtual), "8000").run();
        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals(List.of(), ended.foreignErrors());
        JsonNode json = dump(directory, "stall-00000002");
        int found = 0;
        int queued = 0;
        for (JsonNode task : json.path("tasks")) {
            found += task.path("kind").asText().equals("virtual_thread") ? 1 : 0;
            queued += task.path("kind").asText().equals("queued_task") ? 1 : 0;
        }
        assertEquals(virtual, found);
        assertEquals(8000, queued);
        assertTrue(json.path("total_tasks").asInt() > 8200 + virtual);
    }

    /** Whole or absent, never a stack trace on the error stream, and the next one works. */
    @ForkedJvm
    void aHostWithoutMemory(Jvm given) throws IOException {
        Path directory = given.write("here", "").getParent();
        Jvm.Ended ended =
                host(given.with("-Xmx24m", "-XX:+UseSerialGC"), "full").run();
        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals(List.of(), ended.foreignErrors());
        Path first = directory.resolve("incidents/stall-00000001/task-dump.json");
        assertEquals(ended.out().contains("without_memory=true"), Files.exists(first), ended::toString);
        if (Files.exists(first)) {
            assertTrue(dump(directory, "stall-00000001").path("tasks").size() > 0);
        } else {
            assertTrue(ended.err().contains("CRITICAL "), ended::toString);
        }
        JsonNode second = dump(directory, "stall-00000002");
        assertEquals(second.path("total_tasks").asInt(), second.path("tasks").size());
        assertTrue(second.toString().contains("DumpHost.main"));
    }
}
