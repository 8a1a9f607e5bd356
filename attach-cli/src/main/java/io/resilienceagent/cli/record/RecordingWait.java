package io.resilienceagent.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a recording that ends by itself. Whoever goes away meanwhile finds it in the agent's directory. */
public final class RecordingWait {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ControlClient agent;
    private final Screen screen;
    private final JsonNode begun;

    /** @param begun the answer of {@code record.start} */
    public RecordingWait(ControlClient agent, Screen screen, JsonNode begun) {
        this.agent = agent;
        this.screen = screen;
        this.begun = begun;
    }

    /**
     * Waits until it is on the disk.
     *
     * @return its name and path
     */
    public ObjectNode untilWritten() {
        while (true) {
            JsonNode now = find(agent.ask("record.list"));
            if (now == null) {
                screen.progressOver();
                ObjectNode written = ControlClient.arguments();
                return written.put("name", name()).put("path", path());
            }
            if (now.path("state").asText("").equals("STOPPED")) {
                screen.progressOver();
                throw Trouble.refused(
                        "RECORDING_STOPPED",
                        "the recording was stopped before its time, and is not on the disk",
                        "the bot's log says why; then: resilience record stop");
            }
            long left = TimeUnit.MILLISECONDS.toNanos(now.path("remaining_ms").asLong());
            screen.progress(name() + ": " + Times.about(Duration.ofNanos(left)) + " left");
            LockSupport.parkNanos(Math.max(SOON_NANOS, Math.min(LOOK_NANOS, left)));
        }
    }

    private JsonNode find(JsonNode list) {
        for (JsonNode one : list.path("recordings")) {
            if (one.path("path").asText("").equals(path())) {
                return one;
            }
        }
        return null;
    }

    private String name() {
        return begun.path("name").asText("");
    }

    private String path() {
        return begun.path("path").asText("");
    }
}
