package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.client.ControlClient;
import java.time.Duration;

/**
 * An experiment that somebody chose.
 *
 * @param target empty where the agent is to choose
 */
record Injection(String type, String target, Duration lasts) {
    /** For {@code chaos.inject}: it ends with the connection, so with this window. */
    ObjectNode arguments() {
        ObjectNode arguments = ControlClient.arguments()
                .put("type", type)
                .put("duration_ms", lasts.toMillis())
                .put("hold", true);
        return target.isEmpty() ? arguments : arguments.put("target", target);
    }
}
