package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings the agent into a bot that runs. */
@Command(
        name = "attach",
        description =
                "Brings the agent into a bot that runs, and puts a policy in force. Where an agent is there already, "
                        + "it gets the policy. A policy with a mistake is refused, and the bot goes on as before.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience attach 4711 --policy policy.yaml",
            "  sudo resilience attach 4711 --policy /etc/market-bot.yaml --state /var/lib/market-bot"
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The bot's process.")
    private long pid;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The policy; the bot's user reads it.")
    private Path policy;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The agent's directory. Default: as the policy says, or resilience-state where the bot runs.")
    private Path state;

    @Mixin
    private AgentJarOption agent;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = TimeConverter.class,
            description = "How long it may take. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = "--despite-filter",
            description = "Attaches although the JVM's system calls are filtered: see doctor.")
    private boolean despiteFilter;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        Path file = policy.toAbsolutePath().normalize();
        Bot bot = new Bot(Long.toString(pid), Optional.empty());
        Optional<ControlClient> there = bot.connectIfThere(timeout);
        if (there.isPresent()) {
            try (ControlClient present = there.get()) {
                screen.note("resilience: an agent is there already; it gets the policy");
                ReloadCommand.show(
                        present.ask("reload", ControlClient.arguments().put("policy", file.toString())), screen);
                return Exit.OK.code();
            }
        }
        return attach(screen, bot, file).code();
    }

    private Exit attach(Screen screen, Bot bot, Path file) {
        JsonNode reply = new Arrival(bot, agent.find(), timeout, despiteFilter).bring(file, state, "", screen);
        if (screen.json()) {
            screen.json(reply);
        } else {
            screen.line("Guarded: process " + pid + ", by " + file + ". How it is: resilience status " + pid);
        }
        return Exit.OK;
    }
}
