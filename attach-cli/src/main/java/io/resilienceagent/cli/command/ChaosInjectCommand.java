package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.chaos.Experiment;
import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Times;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chaos inject}. */
@Command(
        name = "inject",
        description =
                "Injects a fault and stays with it until it is over: Ctrl-C ends it, and so does the end of this program, "
                        + "however it ends. The agent sees within 5 s that it is gone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience chaos inject 4711 cpu_bound_loop --target tick --for 30s",
            "  resilience chaos inject 4711 cpu_bound_loop --for 30s --policy policy.yaml",
            "  resilience chaos inject 4711 exch_429 --target jdk-http --for 2m",
            "      --percent 30 --seed 7 --burst 30s/90s --rollback \"state == FATAL\" -o retry_after=5",
            "",
            "What can be injected, where, and with which options: resilience chaos list BOT [TYPE]"
        })
final class ChaosInjectCommand extends AgentCommand {
    /** How long the agent may take to come in. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the agent takes at all; how much of it, its policy says. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Parameters(index = "1", paramLabel = "TYPE", description = "The kind of fault.")
    private String type;

    @Option(names = "--target", paramLabel = "T", description = "The join point, loop or transport that it strikes.")
    private String target;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long, at most: there is no fault without an end.")
    private Duration duration;

    @Option(names = "--percent", paramLabel = "N", description = "Of how many calls, from 0 to 100.")
    private BigDecimal percent;

    @Option(names = "--seed", paramLabel = "N", description = "Makes it decide as in another run.")
    private Long seed;

    @Option(names = "--burst", paramLabel = "ON/OFF", description = "Strikes so long, rests so long, as 30s/90s.")
    private String burst;

    @Option(names = "--rollout", paramLabel = "N", description = "Percent of the instances and keys that it strikes.")
    private BigDecimal rollout;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many strikes.")
    private Long count;

    @Option(names = "--dry-run", description = "Only decides, counts and logs.")
    private boolean dryRun;

    @Option(
            names = "--rollback",
            paramLabel = "COND",
            description = "Ends at once when this is so, as \"p95 > baseline * 1.15\". May stand several times.")
    private List<String> rollback = List.of();

    @Option(
            names = {"-o", "--option"},
            paramLabel = "KEY=VALUE",
            description = "An option of the type. May stand several times.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--leave", description = "Returns at once: then its time alone ends it, or chaos stop.")
    private boolean leave;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Where no agent is in the bot yet, brings one in first, with this policy.")
    private Path policy;

    @Mixin
    private AgentJarOption jar;

    @Override
    Exit perform(Screen screen) {
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw Trouble.usage(
                    "--for " + Times.about(duration) + ": expected more than nothing, and at most 3650d",
                    "write a time such as --for 30s");
        }
        if (policy == null) {
            return super.perform(screen);
        }
        Bot bot = bot().bot();
        Optional<ControlClient> there = bot.connectIfThere(bot().timeout());
        if (there.isEmpty() && leave) {
            return leaveIn(bot, screen);
        }
        if (there.isEmpty()) {
            bringAgent(bot, "", screen);
        }
        try (ControlClient agent = there.orElseGet(() -> bot.connectAfterAttach(bot().timeout()))) {
            return run(agent, screen);
        }
    }

    /** What is left to its time needs nobody who stays: the agent is asked along with the attach, which spares a connection. */
    private Exit leaveIn(Bot bot, Screen screen) {
        ObjectNode arguments = arguments();
        JsonNode reply = bringAgent(bot, Experiment.request(arguments), screen);
        Experiment.announce(ControlClient.result(reply.path("answered")), arguments, screen);
        return Exit.OK;
    }

    private JsonNode bringAgent(Bot bot, String request, Screen screen) {
        return new Arrival(bot, jar.find(), PATIENCE, false)
                .bring(policy.toAbsolutePath().normalize(), bot().state(), request, screen);
    }

    @Override
    Exit run(ControlClient agent, Screen screen) {
        Experiment experiment = Experiment.inject(agent, arguments(), screen);
        return leave ? Exit.OK : experiment.stay(bot().bot().pid(), type.equals("kill"));
    }

    private ObjectNode arguments() {
        ObjectNode arguments = ControlClient.arguments().put("type", type).put("duration_ms", duration.toMillis());
        arguments.put("hold", !leave);
        if (target != null) {
            arguments.put("target", target);
        }
        if (percent != null) {
            arguments.put("percent", percent);
        }
        if (seed != null) {
            arguments.put("seed", seed);
        }
        if (burst != null) {
            bursts(arguments);
        }
        if (rollout != null) {
            arguments.put("rollout", rollout);
        }
        if (count != null) {
            arguments.put("count", count);
        }
        if (dryRun) {
            arguments.put("dry_run", true);
        }
        if (!rollback.isEmpty()) {
            rollback.forEach(arguments.putArray("rollback")::add);
        }
        if (!options.isEmpty()) {
            ObjectNode values = arguments.putObject("options");
            options.forEach((key, value) -> put(values, key, value));
        }
        return arguments;
    }

    private void bursts(ObjectNode arguments) {
        String[] parts = burst.split("/", -1);
        try {
            if (parts.length != 2) {
                throw new IllegalArgumentException("it has " + parts.length + " parts");
            }
            arguments.put("burst_on_ms", Times.parse(parts[0]).toMillis());
            arguments.put("burst_off_ms", Times.parse(parts[1]).toMillis());
        } catch (IllegalArgumentException malformed) {
            throw Trouble.usage("--burst " + burst + ": " + malformed.getMessage(), "write ON/OFF, as --burst 30s/90s");
        }
    }

    /** A value as JSON has it: what looks like a number is one. */
    private static void put(ObjectNode values, String key, String value) {
        if (value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            values.put(key, new BigDecimal(value));
        } else if (value.equals("true") || value.equals("false")) {
            values.put(key, Boolean.parseBoolean(value));
        } else {
            values.put(key, value);
        }
    }
}
