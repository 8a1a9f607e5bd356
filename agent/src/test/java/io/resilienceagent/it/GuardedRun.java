package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A guarded host that is over: what it told, and what the agent left behind.
 *
 * @param ended how the JVM ended
 * @param directory where it worked
 */
record GuardedRun(Jvm.Ended ended, Path directory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a host with a policy, to its good and quiet end. */
    static GuardedRun of(Jvm jvm, Class<?> host, String policy, String... arguments) {
        return ofHost(jvm.runningClass(host, arguments), policy);
    }

    /** Runs what the JVM was told to run, with a policy, to its good and quiet end. */
    static GuardedRun ofHost(Jvm jvm, String policy) {
        Path file = jvm.write("policy.yaml", policy);
        return wellEnded(jvm.withAgent(file.toString()), file.getParent());
    }

    /** Runs what was described, to its good and quiet end. */
    static GuardedRun wellEnded(Jvm jvm, Path directory) {
        GuardedRun run = new GuardedRun(jvm.run(), directory);
        assertEquals(0, run.ended.exitCode(), run.ended::toString);
        assertEquals(List.of(), run.ended.foreignErrors(), "error stream");
        return run;
    }

    /** What the host told, by name. */
    Map<String, String> told() {
        Map<String, String> told = new TreeMap<>();
        ended.out().lines().filter(line -> line.contains("=")).forEach(line -> {
            String[] parts = line.split("=", 2);
            told.put(parts[0], parts[1]);
        });
        return told;
    }

    /** What the agent wrote about itself when the host ended. */
    JsonNode status() {
        return status(directory.resolve("resilience-state"));
    }

    static JsonNode status(Path state) {
        try {
            return JSON.readTree(state.resolve("status.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode joinPoint(String name) {
        return status().path("join_points").path(name);
    }

    /** The methods that a join point matched. */
    List<String> matched(String joinPoint) {
        return texts(joinPoint(joinPoint).path("matched"));
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The agent's own lines of this name. */
    List<String> log(String event) {
        return ended.err()
                .lines()
                .filter(line -> line.contains(" " + event + " "))
                .toList();
    }
}
