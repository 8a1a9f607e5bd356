package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Reply;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.state.Standing;
import java.io.IOException;
import java.util.Map;

/** The state of the bot, and who holds its safe mode. */
record StateReply(Standing standing) implements Reply {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        Redaction redaction = Redaction.standard();
        json.writeStringField("state", standing.state().name());
        json.writeStringField("since", standing.since().toString());
        json.writeStringField("reason", redaction.of(standing.reason()));
        json.writeStringField("incident_id", standing.incidentId());
        json.writeStringField("cause_incident_id", standing.causeIncidentId());
        json.writeObjectFieldStart("holds");
        for (Map.Entry<String, String> hold : standing.holds().entrySet()) {
            json.writeStringField(hold.getKey(), redaction.of(hold.getValue()));
        }
        json.writeEndObject();
    }
}
