package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.doctor.Doctor;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.Owner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A JVM in the list.
 *
 * @param guarded whether an agent answered, or is there and silent
 * @param untold why it cannot be told whether there is an agent; empty where it can
 * @param state the agent's state; empty where there is none
 * @param bot its bot's name; empty where there is none
 * @param policy its policy; empty where there is none
 * @param directory its directory; empty where there is none
 * @param reach {@code socket}, {@code attach} or {@code no}
 */
public record Seen(
        long pid,
        String user,
        String version,
        String main,
        boolean guarded,
        String untold,
        String state,
        String bot,
        String policy,
        String directory,
        String reach) {
    /** One JVM that stands still must not keep the list waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Of these it is known that no agent is there; the process may end while it is looked at. */
    private static final Set<String> NOBODY = Set.of("NO_AGENT", "NO_SUCH_PROCESS", "NOT_A_JVM");

    private static final String SILENT = "NO_ANSWER";

    /** Looks at a JVM, and asks its agent, if it has one. */
    public static Seen of(JavaProcess jvm) {
        String user = jvm.owner().map(Owner::name).orElse("?");
        String name = Long.toString(jvm.pid());
        try (ControlClient agent = new Bot(name, Optional.empty()).connect(PATIENCE)) {
            JsonNode hello = agent.ask("hello");
            JsonNode state = agent.ask("status").path("state").path("state");
            return new Seen(
                    jvm.pid(),
                    user,
                    jvm.version(),
                    jvm.main(),
                    true,
                    "",
                    state.asText("?"),
                    hello.path("bot").asText(""),
                    hello.path("policy").asText(""),
                    hello.path("state_directory").asText(""),
                    "socket");
        } catch (Trouble none) {
            boolean silent = none.code().equals(SILENT);
            boolean told = silent || NOBODY.contains(none.code());
            return new Seen(
                    jvm.pid(),
                    user,
                    jvm.version(),
                    jvm.main(),
                    silent,
                    told ? "" : none.getMessage(),
                    silent ? "(silent)" : "",
                    "",
                    "",
                    "",
                    silent || Doctor.attachImpossible(jvm) ? "no" : "attach");
        }
    }

    /** What becomes of it, in a word for a person. */
    public String words() {
        return guarded ? state : untold.isEmpty() ? "unguarded" : "cannot tell";
    }

    /** The same for programs. */
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("pid", pid)
                .put("user", user)
                .put("java", version)
                .put("main", main)
                .put("guarded", untold.isEmpty() ? guarded : null)
                .put("reach", reach);
        if (!untold.isEmpty()) {
            json.put("untold", untold);
        }
        if (guarded) {
            json.put("state", state).put("bot", bot).put("policy", policy).put("state_directory", directory);
        }
        return json;
    }
}
