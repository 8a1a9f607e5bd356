package io.resilienceagent.report.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Transition;
import io.resilienceagent.report.story.Waiter;
import io.resilienceagent.report.text.Moments;
import io.resilienceagent.report.text.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of an incident: its summary, and beside it perhaps a task dump and a recording.
 *
 * @param folder where
 * @param summary what the agent wrote of it
 */
record IncidentFolder(Path folder, JsonNode summary) {
    /** The file that makes a folder one of these. */
    static final String SUMMARY = "summary.json";

    private static final long MILLI = 1_000_000L;

    /** Opens a folder; what is wrong with its summary is thrown as {@link Unreadable}. */
    static IncidentFolder of(Path folder) {
        return new IncidentFolder(folder, JsonFiles.read(folder.resolve(SUMMARY)));
    }

    /** Its recording, where there is one. */
    Optional<Path> recording() {
        Path file = folder.resolve("recording.jfr");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Its name. */
    String id() {
        return JsonFiles.text(summary, "incident_id");
    }

    /** The process; -1 if unknown. */
    long pid() {
        return summary.path("pid").asLong(-1);
    }

    /** The bot's name. */
    String bot() {
        return JsonFiles.text(summary, "bot");
    }

    /** Adds what it tells to the story of its bot. */
    void tell(Story story) {
        story.agentSeen();
        story.named(bot());
        story.process(pid());
        story.source(folder.toString());
        long at = moment();
        story.saw(at);
        String kind = JsonFiles.text(summary, "kind");
        if (kind.equals("stall") || kind.equals("pause")) {
            story.add(stall(kind.equals("pause"), at));
        } else if (kind.equals("state")) {
            transition(story, at);
        }
    }

    /** When it was seen, in nanoseconds since 1970; 0 if unknown. */
    long moment() {
        try {
            return Moments.nanos(Instant.parse(summary.path("timestamp").asText()));
        } catch (DateTimeException none) {
            return 0;
        }
    }

    private void transition(Story story, long at) {
        String from = JsonFiles.text(summary, "state_before");
        String to = JsonFiles.text(summary, "state_after");
        if (!from.equals(to) && !to.isEmpty()) {
            Map<String, Object> evidence = JsonFiles.facts(summary.path("evidence"));
            story.add(new Transition(
                    at,
                    id(),
                    from,
                    to,
                    String.valueOf(evidence.getOrDefault("reason", "")),
                    String.valueOf(evidence.getOrDefault("owner", "")),
                    JsonFiles.text(summary, "cause_incident_id")));
        }
    }

    private Stall stall(boolean pause, long seen) {
        boolean over = summary.path("stall_ms").isNumber();
        long stalled = summary.path("stall_ms").asLong(0) * MILLI;
        long detected = (long) (summary.path("detected_after_ms").asDouble(0) * MILLI);
        // A stall is seen once the limit has passed, which the summary does not tell; a pause is seen when it is over.
        long begin = pause ? seen - stalled : seen - detected;
        Map<String, Object> evidence = JsonFiles.facts(summary.path("evidence"));
        String thread = Shown.name(JsonFiles.text(summary, "thread"));
        List<String> stack = new ArrayList<>();
        List<Waiter> cycle = cycle(summary.at("/evidence/cycle"));
        Path dump = folder.resolve("task-dump.json");
        if (Files.isRegularFile(dump)) {
            JsonNode tasks = JsonFiles.read(dump);
            stack = stack(tasks, thread);
            cycle = cycle.isEmpty() ? cycle(tasks.path("deadlocks").path(0)) : cycle;
        }
        return new Stall(
                id(),
                pause,
                JsonFiles.text(summary, "loop"),
                thread,
                JsonFiles.text(summary, "cause"),
                begin,
                stalled,
                over,
                0,
                detected,
                evidence,
                cycle,
                stack,
                JsonFiles.text(summary, "state_before"),
                JsonFiles.text(summary, "state_after"),
                JsonFiles.text(summary, "cause_incident_id"));
    }

    private static List<String> stack(JsonNode dump, String thread) {
        List<String> stack = new ArrayList<>();
        for (JsonNode task : dump.path("tasks")) {
            if (Shown.name(JsonFiles.text(task, "task_name")).equals(thread)
                    && task.path("stack").size() > 0) {
                task.path("stack").forEach(frame -> stack.add(Shown.name(frame.asText())));
                return stack;
            }
        }
        return stack;
    }

    /** Circles stand in the evidence and in the dump, under different names. */
    private static List<Waiter> cycle(JsonNode members) {
        List<Waiter> cycle = new ArrayList<>();
        for (JsonNode member : members) {
            JsonNode waits = member.path("waits_for");
            cycle.add(new Waiter(
                    Shown.name(JsonFiles.text(member, member.has("thread") ? "thread" : "task_name")),
                    waits.isObject() ? JsonFiles.text(waits, "lock") : waits.asText(""),
                    Shown.name(
                            waits.isObject()
                                    ? JsonFiles.text(waits, "held_by_name")
                                    : JsonFiles.text(member, "held_by")),
                    at(member.path("at"))));
        }
        return cycle;
    }

    /** Where somebody waits: the innermost frame of the bot's own, of several. */
    private static String at(JsonNode frames) {
        return Shown.name((frames.isArray() ? frames.path(0) : frames).asText(""));
    }
}
