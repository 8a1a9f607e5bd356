package io.resilienceagent.report.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.report.story.JoinPointSeen;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Shown;
import java.nio.file.Path;

/**
 * The last status that an agent wrote, beside its incidents.
 *
 * @param file where
 * @param status what it says
 */
record StatusFile(Path file, JsonNode status) {
    /** Opens it; what is wrong with it is thrown as {@link Unreadable}. */
    static StatusFile of(Path file) {
        return new StatusFile(file, JsonFiles.read(file));
    }

    /** The process; -1 if unknown. */
    long pid() {
        return status.path("process").asLong(-1);
    }

    /** Adds what it tells to the story of its bot. */
    void tell(Story story) {
        story.agentSeen();
        story.named(JsonFiles.text(status, "bot"));
        story.process(pid());
        story.source(file.toString());
        status.path("join_points").properties().forEach(joinPoint -> {
            JsonNode facts = joinPoint.getValue();
            story.add(new JoinPointSeen(
                    Shown.name(joinPoint.getKey()),
                    JsonFiles.text(facts, "kind"),
                    Shown.text(facts.path("on").path(0).asText("")),
                    facts.path("matched").size(),
                    facts.path("calls").asLong(0),
                    JsonFiles.text(facts, "error")));
        });
    }
}
