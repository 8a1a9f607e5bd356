package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.unit.UnitFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a unit. */
@Command(
        name = "unit",
        description =
                "Prints a systemd unit for a bot: started with the agent, watched, restarted as its exit codes say, and as "
                        + "shut off as a JVM with a compiler and an attach listener allows. Paths are those of the target machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience unit --name market-bot --jar /opt/market-bot/bot.jar \\",
            "      --policy /opt/market-bot/policy.yaml -- --ticks 0 > market-bot.service",
            "  systemd-analyze verify market-bot.service"
        })
final class UnitCommand implements Callable<Integer> {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The unit's name.")
    private String name;

    @Option(names = "--user", paramLabel = "USER", description = "As whom the bot runs. Default: the unit's name.")
    private String user;

    @Option(names = "--jar", required = true, paramLabel = "JAR", description = "The bot's jar.")
    private Path jar;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
    private Path policy;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent's jar. Default: resilience.jar beside the bot's jar.")
    private Path agent;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            defaultValue = "/usr/bin/java",
            description = "The java command. Default: ${DEFAULT-VALUE}.")
    private Path java;

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "For the JVM. May stand several times.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--watchdog",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeConverter.class,
            description =
                    "After how long without progress systemd ends the bot: longer than the longest pause that the "
                            + "policy allows a loop. Default: ${DEFAULT-VALUE}.")
    private Duration watchdog;

    @Parameters(paramLabel = "ARGUMENT", description = "Arguments of the bot; those with a '-' stand after '--'.")
    private List<String> arguments = List.of();

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        Path of = agent == null ? jar.resolveSibling("resilience.jar") : agent;
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-javaagent:" + of + "=" + policy, "-jar", jar.toString()));
        command.addAll(arguments);
        UnitFile unit = new UnitFile(name, user == null ? name : user, command, Math.max(1, watchdog.toSeconds()));
        if (screen.json()) {
            screen.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name + ".service")
                    .put("text", unit.text()));
        } else {
            unit.text().lines().forEach(screen::line);
        }
        return Exit.OK.code();
    }
}
