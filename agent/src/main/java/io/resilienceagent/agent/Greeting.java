package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Reply;
import java.io.IOException;

/** Who is here: what a command line wants to know first. */
record Greeting(House house, Services services) implements Reply {
    private static final int PROTOCOL = 1;

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStringField("agent_version", house.origin().version());
        json.writeNumberField("protocol", PROTOCOL);
        json.writeNumberField("pid", ProcessHandle.current().pid());
        json.writeStringField("bot", house.policy().bot());
        json.writeStringField("java", Runtime.version().toString());
        json.writeStringField("state_directory", services.state().path().toString());
        json.writeStringField("policy", house.file().toString());
        json.writeStringField("started", house.origin().started().toString());
    }
}
