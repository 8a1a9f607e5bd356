package io.resilienceagent.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.command.Commands;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Every trouble is one line on the error stream and an exit code; every bug has its stack trace. */
public final class Main {
    private static final String JSON = "--json";

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // What the terminal cannot show is a question mark there: the JDK's own default knows best.
        Charset charset = Charset.defaultCharset();
        // The converters of picocli's that nothing here asks for load a good part of java.sql.
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            new WarmUp(arguments).start();
        }
        PrintWriter out = new PrintWriter(System.out, true, charset);
        System.exit(run(out, new PrintWriter(System.err, true, charset), arguments));
    }

    /** Runs one command; answers the exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return ready(Commands.wanted(arguments)).setOut(out).setErr(err).execute(arguments);
    }

    /** All commands, as they are documented too. */
    public static CommandLine commandLine() {
        return ready(Commands.all());
    }

    private static CommandLine ready(CommandLine commands) {
        commands.setParameterExceptionHandler(new Malformed())
                .setExecutionExceptionHandler(new Failed())
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
        everyCommand(commands.getCommandSpec());
        return commands;
    }

    private static void everyCommand(CommandSpec spec) {
        spec.usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Exit.table());
        spec.exitCodeOnUsageHelp(Exit.OK.code()).exitCodeOnInvalidInput(Exit.USAGE.code());
        for (CommandLine command : spec.subcommands().values()) {
            everyCommand(command.getCommandSpec());
        }
    }

    /** No lambda, as nowhere on the way to a bot: what links the first ones takes longer than what they do. */
    private static final class Malformed implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException wrong, String[] arguments) {
            return malformed(wrong, arguments);
        }
    }

    private static final class Failed implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
            return failed(failure, command, parsed.originalArgs().contains(JSON));
        }
    }

    private static int malformed(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        // The names of Java's classes are none of the user's.
        String what = wrong.getMessage()
                .lines()
                .findFirst()
                .orElse("the command line cannot be understood")
                .replaceAll(" \\(java\\..*\\)", "")
                .replace("cannot convert ", "")
                .replaceAll(" to BigDecimal$", " is not a number");
        List<String> near =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String next = near.isEmpty()
                ? command.getCommandSpec().qualifiedName() + " --help"
                : "did you mean " + String.join(" or ", near) + "?";
        return told(
                Trouble.usage(lowerFirst(what), next),
                command,
                List.of(arguments).contains(JSON));
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static int failed(Exception failure, CommandLine command, boolean json) {
        if (failure instanceof Trouble trouble) {
            return told(trouble, command, json);
        }
        command.getErr().println("resilience: a bug of this program. Next: report it, with the lines below");
        failure.printStackTrace(command.getErr());
        command.getErr().flush();
        return Exit.BUG.code();
    }

    private static int told(Trouble trouble, CommandLine command, boolean json) {
        String what = trouble.getMessage();
        PrintWriter err = command.getErr();
        // A refusal may have many lines, as a policy has problems: the first says what, the others are listed.
        List<String> lines = what.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0).replaceAll(":$", "");
        err.println("resilience: " + Harmless.text(first) + next(trouble));
        lines.stream().skip(1).forEach(line -> err.println("  " + Harmless.text(line.strip())));
        err.flush();
        if (json) {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.putObject("error")
                    .put("code", trouble.code())
                    .put("message", what)
                    .put("next", trouble.next())
                    .put("exit_code", trouble.exit().code());
            Screen.of(command.getOut(), err, true).json(error);
        }
        return trouble.exit().code();
    }

    private static String next(Trouble trouble) {
        return trouble.next().isEmpty() ? "" : ". Next: " + Harmless.text(trouble.next());
    }
}
