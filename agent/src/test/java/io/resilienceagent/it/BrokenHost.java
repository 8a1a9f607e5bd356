package io.resilienceagent.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.host.Await;
import io.resilienceagent.testing.ControlLine;
import java.io.IOException;
import java.nio.file.Path;

/** The control of the agent in an {@link Attached} host, to break the host by. */
final class BrokenHost implements AutoCloseable {
    private static final String TEN_MINUTES = "\"duration_ms\":600000";

    private final ControlLine line;

    /** @param state the agent's directory */
    BrokenHost(Path state) throws IOException {
        line = new ControlLine(state);
    }

    /** Injects a fault that strikes all calls and would last for ten minutes; its id. */
    String inject(String type, String target, String options) throws IOException {
        String where = target.isEmpty() ? "" : ",\"target\":\"" + target + "\"";
        String percent = target.isEmpty() || target.equals("tick") ? "" : ",\"percent\":100";
        return injected(type, TEN_MINUTES + where + percent, options);
    }

    /** Injects a stall that strikes the loop once, and ends by itself; its id. */
    String injectOnce(String type, long millis, String options) throws IOException {
        return injected(type, "\"duration_ms\":" + millis + ",\"target\":\"tick\",\"count\":1", options);
    }

    private String injected(String type, String members, String options) throws IOException {
        return line.result("chaos.inject", "{\"type\":\"" + type + "\"," + members + ",\"options\":" + options + "}")
                .get("id")
                .asText();
    }

    /** How an experiment stands. */
    JsonNode experiment(String id) throws IOException {
        for (JsonNode each : line.result("chaos.list", "{}").get("experiments")) {
            if (each.get("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no experiment " + id);
    }

    /** Waits until it has struck. */
    void awaitFired(String id) throws Exception {
        Await.until("it has fired", () -> experiment(id).get("fired").asInt() > 0);
    }

    JsonNode status() throws IOException {
        return line.result("status", "{}");
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
