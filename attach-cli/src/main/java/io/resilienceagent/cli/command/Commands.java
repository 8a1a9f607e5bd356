package io.resilienceagent.cli.command;

import java.util.List;
import picocli.CommandLine;

/**
 * All commands by their names. To make one costs a good part of the time that this program needs to start, so where the
 * first word is the name of one, that one alone is made. Stateless.
 */
public final class Commands {
    private static final String CHAOS = "chaos";
    /** The commands of {@code chaos}. */
    private static final List<String> OF_CHAOS = List.of("inject", "stop", "list");

    /** As the help lists them. */
    static final List<String> NAMES = List.of(
            "list",
            "status",
            "metrics",
            "watch",
            "attach",
            "detach",
            "check",
            "reload",
            "dump",
            "record",
            CHAOS,
            "drill",
            "orders",
            "breaker",
            "safe-mode",
            "report",
            "findings",
            "unit",
            "doctor",
            "completion",
            "class-archive");

    /** The one that tells of all others. */
    private static final String KNOWS_ALL = "completion";

    private Commands() {}

    /** A command line that knows all commands. */
    public static CommandLine all() {
        return of(NAMES, OF_CHAOS);
    }

    /**
     * A command line that knows what these words need: one command where they begin with its name, else all, since then
     * somebody wants help or a proposal.
     */
    public static CommandLine wanted(String... words) {
        boolean one = words.length > 0 && NAMES.contains(words[0]) && !words[0].equals(KNOWS_ALL);
        if (!one) {
            return all();
        }
        boolean oneOfChaos = words.length > 1 && OF_CHAOS.contains(words[1]);
        return of(List.of(words[0]), oneOfChaos ? List.of(words[1]) : OF_CHAOS);
    }

    private static CommandLine of(List<String> names, List<String> ofChaos) {
        CommandLine commands = new CommandLine(new Resilience());
        for (String name : names) {
            commands.addSubcommand(name, name.equals(CHAOS) ? chaos(ofChaos) : command(name));
        }
        return commands;
    }

    private static CommandLine chaos(List<String> names) {
        CommandLine chaos = new CommandLine(new ChaosCommand());
        for (String name : names) {
            chaos.addSubcommand(name, chaosCommand(name));
        }
        return chaos;
    }

    private static Object chaosCommand(String name) {
        return switch (name) {
            case "inject" -> new ChaosInjectCommand();
            case "stop" -> new ChaosCommand.Stop();
            case "list" -> new ChaosCommand.All();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Object command(String name) {
        return switch (name) {
            case "list" -> new ListCommand();
            case "status" -> new StatusCommand();
            case "metrics" -> new MetricsCommand();
            case "watch" -> new WatchCommand();
            case "attach" -> new AttachCommand();
            case "detach" -> new DetachCommand();
            case "check" -> new CheckCommand();
            case "reload" -> new ReloadCommand();
            case "dump" -> new DumpCommand();
            case "record" -> new RecordCommand();
            case "drill" -> new DrillCommand();
            case "orders" -> new OrdersCommand();
            case "breaker" -> new BreakerCommand();
            case "safe-mode" -> new SafeModeCommand();
            case "report" -> new ReportCommand();
            case "findings" -> new FindingsCommand();
            case "unit" -> new UnitCommand();
            case "doctor" -> new DoctorCommand();
            case KNOWS_ALL -> new CompletionCommand();
            case "class-archive" -> new ClassArchiveCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
