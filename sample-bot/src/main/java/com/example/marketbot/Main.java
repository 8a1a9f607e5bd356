package com.example.marketbot;

import com.example.marketbot.chores.TroublePlan;
import com.example.marketbot.exchange.ExchangeCommand;
import com.example.marketbot.exchange.ExchangeServer;
import com.example.marketbot.exchange.Ledger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the bot. */
@Command(
        name = "bot",
        mixinStandardHelpOptions = true,
        version = "market bot 0.1",
        sortOptions = false,
        subcommands = ExchangeCommand.class,
        description = "Trades BTC and ETH on a simulated exchange, and sums up what came of it.",
        footer = {
            "",
            "Examples:",
            "  java -jar bot.jar                            a quiet run of 200 ticks",
            "  java -jar bot.jar --scenario lost_answers    with an exchange that swallows",
            "                                               some of its answers",
            "  java -jar bot.jar --scenario hang_io --hang-at 40 --hang-for 3s",
            "                                               a read without an answer",
            "  java -Xmx64m -XX:+UseSerialGC -jar bot.jar --scenario gc_storm --ticks 0",
            "                                               a heap that is too small",
            "  java -jar bot.jar --scenario healthy_slow --tick 500ms --tick-work 400ms",
            "                                               long ticks, and nothing wrong",
            "Exchange and bot in two processes:",
            "  java -jar bot.jar exchange --port 9000",
            "  java -jar bot.jar --exchange http://127.0.0.1:9000 --data shared_data"
        })
public final class Main implements Callable<Integer> {
    @Option(
            names = "--scenario",
            defaultValue = "normal",
            converter = BotScenario.Converter.class,
            completionCandidates = BotScenario.Candidates.class,
            paramLabel = "NAME",
            description = {
                "What happens: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "Those from hang_deadlock on are bugs of the bot itself, on an exchange where all is normal;",
                "the others are troubles of the exchange. One of its own process has its own --scenario."
            })
    private BotScenario scenario;

    @Option(
            names = "--ticks",
            defaultValue = "200",
            paramLabel = "N",
            description = "How many ticks to run; 0 runs until it is stopped. Default: ${DEFAULT-VALUE}.")
    private long ticks;

    @Option(
            names = "--tick",
            defaultValue = "50ms",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "The time from one tick to the next. Default: ${DEFAULT-VALUE}.")
    private Duration period;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Fixes prices, trades and troubles. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--exchange",
            defaultValue = "embedded",
            paramLabel = "WHERE",
            description = "'embedded' (the default) or the address of a running one, such as http://127.0.0.1:9000.")
    private String exchange;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the bot remembers its positions and open signals. Default: nowhere, it forgets them.")
    private Path data;

    @Option(
            names = "--timeout",
            defaultValue = "400ms",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "How long to wait for an answer of the exchange. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Where the embedded exchange writes each order it receives, one JSON line each.")
    private Path ledger;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Where to write the summary (JSON) instead of the last line of the output.")
    private Path summary;

    @Mixin
    private final TroubleOptions trouble = new TroubleOptions();

    @Spec
    private CommandSpec spec;

    /** Runs the bot from the command line. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((problem, arguments) -> {
                    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
                    problem.getCommandLine()
                            .getErr()
                            .println(command + ": " + problem.getMessage() + " (see " + command + " --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((problem, command, arguments) -> {
                    String what = problem instanceof FileSystemException ? "cannot use the file " : "";
                    command.getErr()
                            .println(command.getCommandSpec().qualifiedName() + ": " + what + problem.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws Exception {
        if (ticks < 0) {
            throw new ParameterException(spec.commandLine(), "--ticks must not be negative");
        }
        TroublePlan plan = trouble.plan(scenario.trouble(), ticks);
        if (!exchange.equals("embedded")) {
            if (ledger != null) {
                throw new ParameterException(spec.commandLine(), "--ledger needs the embedded exchange");
            }
            trade(externalExchange(), plan);
            return CommandLine.ExitCode.OK;
        }
        try (Ledger written = Ledger.writtenTo(ledger);
                ExchangeServer server = ExchangeServer.start(0, scenario.exchange(), seed, written)) {
            trade(server.address(), plan);
        }
        return CommandLine.ExitCode.OK;
    }

    private URI externalExchange() {
        if (!exchange.matches("http://[^/\\s]+:\\d+/?")) {
            throw new ParameterException(
                    spec.commandLine(), "--exchange must be 'embedded' or http://HOST:PORT, not '" + exchange + "'");
        }
        return URI.create(exchange);
    }

    private void trade(URI address, TroublePlan plan) throws IOException, InterruptedException {
        try (DataDirectory directory = DataDirectory.at(data);
                Bot bot = new Bot(new BotSettings(address, directory.path(), ticks, period, seed, timeout, plan))) {
            Log.info("trading on " + address + ", scenario " + scenario.label());
            report(Json.write(bot.run(scenario.label())));
        }
    }

    private void report(String result) throws IOException {
        if (summary == null) {
            System.out.println(result);
        } else {
            Files.writeString(summary, result + System.lineSeparator());
        }
    }
}
