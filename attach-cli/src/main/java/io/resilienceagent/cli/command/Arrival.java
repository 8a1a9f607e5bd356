package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.attach.Attaching;
import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.doctor.Doctor;
import io.resilienceagent.cli.doctor.Finding;
import io.resilienceagent.cli.doctor.NamespaceChecks;
import io.resilienceagent.cli.process.ProcessFiles;
import io.resilienceagent.cli.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How an agent comes into a bot that has none. Nothing is tried that cannot work: an attach that fails leaves thread dumps in the
 * bot's log.
 *
 * @param bot in which no agent was found
 * @param jar the agent
 * @param despiteFilter whether to attach although the JVM's system calls are filtered
 */
record Arrival(Bot bot, Path jar, Duration patience, boolean despiteFilter) {
    /**
     * Brings it in.
     *
     * @param policy an absolute path
     * @param state the agent's directory; null for where the policy says
     * @param request see {@link Attaching#load}
     * @return what the agent answered
     * @throws Trouble when it cannot come in, or refuses
     */
    JsonNode bring(Path policy, Path state, String request, Screen screen) {
        ProcessFiles process = bot.process();
        for (Finding finding : findings(process)) {
            demand(finding);
            if (finding.code().equals("AGENT_LOADING_WARNS")) {
                screen.note("resilience: " + finding.found());
            }
        }
        demand(Doctor.readable(process, policy, "POLICY", "the policy"));
        if (NamespaceChecks.killsAtFirstAttach(process) && !despiteFilter) {
            throw Trouble.refused(
                    "SYSTEM_CALLS_FILTERED",
                    "the JVM's system calls are filtered, and an attach may kill it",
                    "see that its unit has SystemCallFilter=@chown, then add --despite-filter");
        }
        return new Attaching(process, jar, patience).load(arguments(policy, state), request);
    }

    /** Where the bot was searched for an agent just now, nothing is asked twice. */
    private List<Finding> findings(ProcessFiles process) {
        return bot.unguarded().isPresent()
                ? Doctor.examineUnguarded(bot.unguarded().get(), () -> jar)
                : Doctor.examine(process, () -> jar);
    }

    private static String arguments(Path policy, Path state) {
        String arguments = "policy=" + policy;
        if (state != null) {
            arguments += ",state=" + state.toAbsolutePath().normalize();
        }
        if (arguments.replaceFirst(",state=", "").indexOf(',') >= 0) {
            throw Trouble.usage("a path with a comma cannot be given to an agent", "rename " + policy);
        }
        return arguments;
    }

    private static void demand(Finding finding) {
        if (finding.hinders()) {
            throw Trouble.unreachable(finding.code(), finding.found(), finding.next());
        }
    }
}
