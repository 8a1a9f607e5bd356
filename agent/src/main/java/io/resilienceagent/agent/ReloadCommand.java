package io.resilienceagent.agent;

import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.policy.Policy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** {@code reload}: reads the policy again, or another one, and puts it in force; if it cannot be, the one in force stays. */
final class ReloadCommand {
    private ReloadCommand() {}

    /**
     * Of this house. An agent that is leaving takes policies still, and puts none in force: so it is asked afterwards.
     * Who may write the policy file has it reloaded anyway.
     */
    static Unhindered of(House house, BooleanSupplier leaving) {
        return new Unhindered("reload", Set.of("policy"), request -> {
            Reply reply = reload(house, request);
            if (leaving.getAsBoolean()) {
                throw new Refused(
                        "LEAVING", "the agent is leaving the bot, and guards nothing any more", "attach it again");
            }
            return reply;
        });
    }

    private static Reply reload(House house, Request request) throws Refused {
        Optional<Path> file = request.text("policy").map(Path::of);
        if (file.isPresent() && !file.get().isAbsolute()) {
            throw new Refused(
                    "BAD_REQUEST",
                    "policy: found " + file.get() + ", expected an absolute path",
                    "the bot's working directory is not yours: give the path from the root");
        }
        try {
            house.reload(file.orElse(house.file()));
            Policy policy = house.policy();
            Path inForce = house.file();
            return json -> {
                json.writeStringField("policy", inForce.toString());
                json.writeArrayFieldStart("join_points");
                for (String name : policy.joinPoints().keySet()) {
                    json.writeString(name);
                }
                json.writeEndArray();
            };
        } catch (Unusable unusable) {
            throw new Refused(
                    "POLICY_REJECTED",
                    unusable.getMessage() + ":\n" + String.join("\n", unusable.problems()),
                    "mend what is told; the policy in force stays");
        }
    }
}
