package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Reply;
import java.io.IOException;

/** Who is here: what a command line wants to know first. */
record Greeting(House house, Services services) implements Reply {
    private static final int PROTOCOL = 1;

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStringField("agent_version", version());
        json.writeNumberField("protocol", PROTOCOL);
        json.writeNumberField("pid", ProcessHandle.current().pid());
        json.writeStringField("bot", house.policy().bot());
        json.writeStringField("java", Runtime.version().toString());
        json.writeStringField("state_directory", services.state().path().toString());
        json.writeStringField("policy", house.policyFile().toString());
        json.writeStringField("started", house.started().toString());
    }

    /** Of the jar; {@code unknown} where the classes come from elsewhere. */
    static String version() {
        // Our loader's own class is the one of ours that was loaded from the jar with its manifest.
        Package launcher = Greeting.class.getClassLoader().getClass().getPackage();
        String version = launcher == null ? null : launcher.getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
