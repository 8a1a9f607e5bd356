package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What whoever attached gets told when it went well: {@code {"ok":true,...}}. The contract is in docs/attach.md. */
final class AttachAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private AttachAnswer() {}

    /**
     * The answer as a JSON object, in one line.
     *
     * @param action what was done: attached, reconfigured or detached
     * @param notes what a person should know of
     * @param answered what came of the request that the attach brought along; empty where it brought none
     */
    static String of(String action, House house, Origin origin, List<String> notes, Optional<String> answered)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("ok", true);
            json.writeStringField("action", action);
            json.writeStringField("bot", house.policy().bot());
            json.writeStringField("policy", house.file().toAbsolutePath().toString());
            json.writeStringField("state_directory", house.state().toString());
            json.writeObjectFieldStart("agent");
            origin.writeTo(json);
            json.writeEndObject();
            json.writeObjectFieldStart("join_points");
            for (Map.Entry<String, List<String>> joinPoint : house.matched().entrySet()) {
                json.writeArrayFieldStart(joinPoint.getKey());
                for (String method : joinPoint.getValue()) {
                    json.writeString(method);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (String note : notes) {
                json.writeString(note);
            }
            json.writeEndArray();
            if (answered.isPresent()) {
                json.writeFieldName("answered");
                json.writeRawValue(answered.get());
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
