package io.resilienceagent.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.resilienceagent.incident.IncidentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code state.json}: {@code version, state, since, reason, incident_id, cause_incident_id} and {@code manual}, who
 * holds the safe mode and why. Ids that there are not are null.
 */
final class StateJson {
    private static final int VERSION = 1;
    private static final int MOST_HOLDS = 100;
    /** Keeps no buffers with the thread, which may be the host's and outlive the agent. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private StateJson() {}

    static byte[] write(Standing standing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("state", standing.state().name());
            json.writeStringField("since", standing.since().toString());
            json.writeStringField("reason", standing.reason());
            json.writeStringField("incident_id", orNull(standing.incidentId()));
            json.writeStringField("cause_incident_id", orNull(standing.causeIncidentId()));
            json.writeObjectFieldStart("manual");
            for (Map.Entry<String, String> hold : standing.holds().entrySet()) {
                json.writeStringField(hold.getKey(), hold.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** @throws IOException when this is anything but a state that this version of the agent can take over */
    static Standing read(byte[] bytes) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> holds = new TreeMap<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("found no object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_OBJECT && name.equals("manual")) {
                    holds(json, holds);
                } else if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    texts.put(name, json.getText());
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new IOException("found more than one object, or less");
            }
        }
        return standing(texts, holds);
    }

    private static void holds(JsonParser json, Map<String, String> holds) throws IOException {
        for (String by = json.nextFieldName(); by != null; by = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_STRING || holds.size() >= MOST_HOLDS) {
                throw new IOException("manual: expected at most " + MOST_HOLDS + " names, each with a reason");
            }
            holds.put(OneLine.of(by), OneLine.of(json.getText()));
        }
    }

    private static Standing standing(Map<String, String> texts, Map<String, String> holds) throws IOException {
        String version = texts.get("version");
        if (!Integer.toString(VERSION).equals(version)) {
            throw new IOException("version: found " + version + ", expected " + VERSION
                    + (version == null ? "" : "; another version of the agent wrote it"));
        }
        SystemState state = state(texts.get("state"));
        return new Standing(
                state,
                instant(texts.get("since")),
                OneLine.of(texts.getOrDefault("reason", "")),
                incident(texts.get("incident_id"), state),
                OneLine.of(texts.getOrDefault("cause_incident_id", "")),
                holds);
    }

    private static SystemState state(String text) throws IOException {
        for (SystemState state : SystemState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new IOException("state: found " + (text == null ? "none" : "'" + OneLine.of(text) + "'"));
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text == null ? "" : text);
        } catch (DateTimeException malformed) {
            throw new IOException("since: found no time", malformed);
        }
    }

    /** The id goes into names of files: another text than an id of ours gives way to a new one. */
    private static String incident(String text, SystemState state) {
        if (text == null && state == SystemState.RUNNING) {
            return "";
        }
        return text != null && text.matches("[a-z]{1,16}-[0-9a-f]{8}") ? text : IncidentId.next("state");
    }
}
