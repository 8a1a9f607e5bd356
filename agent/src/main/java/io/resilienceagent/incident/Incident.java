package io.resilienceagent.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One trouble, as {@code summary.json} tells it. Immutable; a newer version of it replaces the file.
 *
 * @param incidentId its name, see {@link IncidentId}
 * @param kind what sort of trouble, as {@code stall} or {@code state}
 * @param timestamp when it was seen first, for people
 * @param bot the bot's name
 * @param loop the loop that stands; empty if none does
 * @param cause why, as far as known by now; empty where that is no question
 * @param detectedAfterMillis from the passing of the limit to its detection, in milliseconds
 * @param stallMillis how long it lasted; null while it lasts
 * @param thread the name of the loop's thread; empty if none
 * @param evidence what shows the cause: texts, numbers, booleans, lists and maps of these
 * @param stateBefore the state of the bot before; empty if unknown
 * @param stateAfter the state that it led to; empty if unknown
 * @param causeIncidentId the incident that this one follows from; null if none
 */
public record Incident(
        String incidentId,
        String kind,
        Instant timestamp,
        String bot,
        String loop,
        String cause,
        double detectedAfterMillis,
        Long stallMillis,
        String thread,
        Map<String, Object> evidence,
        String stateBefore,
        String stateAfter,
        String causeIncidentId) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the evidence and keeps its order. */
    public Incident {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** Whether it is not over. */
    public boolean lasts() {
        return stallMillis == null;
    }

    /** Writes it as one JSON object; texts go through {@code redact} first. */
    void writeTo(OutputStream out, UnaryOperator<String> redact) throws IOException {
        JsonValues values = new JsonValues(redact);
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("incident_id", incidentId);
            json.writeStringField("kind", kind);
            json.writeStringField(
                    "timestamp", timestamp.truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("bot", bot);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            values.write(json, "loop", loop);
            values.write(json, "thread", thread);
            values.write(json, "cause", cause);
            json.writeNumberField("detected_after_ms", Math.round(detectedAfterMillis * 1000) / 1000.0);
            values.write(json, "stall_ms", stallMillis);
            values.write(json, "evidence", evidence);
            values.write(json, "state_before", stateBefore);
            values.write(json, "state_after", stateAfter);
            values.write(json, "cause_incident_id", causeIncidentId);
            json.writeEndObject();
        }
    }
}
