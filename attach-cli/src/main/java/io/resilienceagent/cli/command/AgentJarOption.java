package io.resilienceagent.cli.command;

import io.resilienceagent.cli.attach.AgentJar;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which agent. */
final class AgentJarOption {
    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent's resilience.jar. Default: RESILIENCE_AGENT, or the one beside attach-cli.jar.")
    private Path agent;

    Path find() {
        return AgentJar.find(named());
    }

    Optional<Path> named() {
        return Optional.ofNullable(agent);
    }
}
