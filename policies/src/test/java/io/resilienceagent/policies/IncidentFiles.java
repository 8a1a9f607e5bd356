package io.resilienceagent.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the agent left in its state directory of the incidents of one run. */
final class IncidentFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path state;

    IncidentFiles(Path state) {
        this.state = state;
    }

    /** The summaries, oldest first. */
    List<JsonNode> summaries() {
        Path incidents = state.resolve("incidents");
        if (!Files.isDirectory(incidents)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(incidents)) {
            return found.map(incident -> incident.resolve("summary.json"))
                    .filter(Files::exists)
                    .map(IncidentFiles::json)
                    .sorted(Comparator.comparing(
                            summary -> summary.path("timestamp").asText()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The summaries of one kind. */
    List<JsonNode> ofKind(String kind) {
        return summaries().stream()
                .filter(summary -> summary.get("kind").asText().equals(kind))
                .toList();
    }

    /** The task dump of an incident. */
    JsonNode dump(JsonNode summary) {
        return json(file(summary, "task-dump.json"));
    }

    /** When the task dump was complete, in milliseconds of the epoch. */
    long dumpWritten(JsonNode summary) {
        try {
            return Files.getLastModifiedTime(file(summary, "task-dump.json")).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of an incident. */
    Path file(JsonNode summary, String name) {
        return state.resolve("incidents")
                .resolve(summary.get("incident_id").asText())
                .resolve(name);
    }

    /** The state of the whole bot, as it was written last. */
    JsonNode state() {
        return json(state.resolve("state.json"));
    }

    /** The tasks of a dump with this name. */
    static List<JsonNode> tasks(JsonNode dump, String name) {
        return StreamSupport.stream(dump.get("tasks").spliterator(), false)
                .filter(task -> task.path("task_name").asText().equals(name))
                .toList();
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
