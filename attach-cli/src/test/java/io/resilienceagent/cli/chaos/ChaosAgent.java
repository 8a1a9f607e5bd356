package io.resilienceagent.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.cli.ScriptedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** An agent's side of an experiment: what each {@code chaos.list} tells of it, one after the other; the last one for ever. */
public final class ChaosAgent implements Function<String, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<String> lists;
    private final AtomicReference<JsonNode> injected = new AtomicReference<>(JSON.createObjectNode());

    /** @param lists members of the experiment, without its id */
    public ChaosAgent(String... lists) {
        this.lists = new ArrayDeque<>(List.of(lists));
    }

    /** Listens on a socket. */
    public ScriptedAgent at(Path socket) throws IOException {
        return new ScriptedAgent(socket, this);
    }

    /** The arguments of the injection. */
    JsonNode injected() {
        return injected.get();
    }

    @Override
    public synchronized String apply(String line) {
        try {
            JsonNode request = JSON.readTree(line);
            return "{\"version\":1,\"id\":" + request.path("id") + ",\"result\":" + result(request) + "}\n";
        } catch (IOException malformed) {
            return null;
        }
    }

    private String result(JsonNode request) {
        return switch (request.path("command").asText()) {
            case "hello" -> "{\"protocol\":1,\"pid\":" + ProcessHandle.current().pid() + ",\"bot\":\"b\"}";
            case "chaos.inject" -> {
                injected.set(request.path("args"));
                yield "{\"id\":\"chaos-00000001\",\"type\":\"cpu_bound_loop\",\"target\":\"tick\",\"seed\":7,"
                        + "\"state\":\"RUNNING\",\"deadline_ms\":4987}";
            }
            case "chaos.list" -> {
                String now = lists.size() > 1 ? lists.poll() : lists.peek();
                yield "{\"enabled\":true,\"experiments\":[{\"id\":\"chaos-00000001\"," + now + "}]}";
            }
            default -> "{}";
        };
    }
}
