package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Reply;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.state.Standing;
import java.io.IOException;

/**
 * Whether the bot is ready to operate: it has become ready, as its policy defines that, and its state lets it trade.
 *
 * @param ready whether it has become ready
 */
record HealthReply(Standing standing, boolean ready) implements Reply {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeBooleanField("dor", well());
        json.writeStringField("state", standing.state().name());
        json.writeStringField("reason", ready ? Redaction.standard().of(standing.reason()) : "not ready yet");
    }

    @Override
    public boolean well() {
        return ready && !standing.state().deniesRisk();
    }
}
