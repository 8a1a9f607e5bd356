package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.ProcessFiles;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.view.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The JVMs of this machine. */
@Command(
        name = "list",
        description =
                "Lists the JVMs that can be seen: whose they are, whether an agent guards them, and how they are reached. "
                        + "REACH: socket - an agent is there; attach - one can be brought in; no - see: resilience doctor PID. "
                        + "Whether an agent is in the bot of another user only that user and root can tell.",
        footerHeading = "%nExamples:%n",
        footer = {"  resilience list", "  sudo resilience list --json"})
final class ListCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        if (!ProcessFiles.supported()) {
            throw Trouble.unreachable("NO_PROC", "this system has no /proc to look at", "find the PID with jps");
        }
        List<Seen> all = JavaProcess.all().stream().map(Seen::of).toList();
        if (screen.json()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            all.forEach(one -> array.add(one.json()));
            screen.json(array);
            return Exit.OK.code();
        }
        if (all.isEmpty()) {
            screen.line("No JVM can be seen.");
            return Exit.OK.code();
        }
        Table table = new Table(">PID", "USER", "JDK", "STATE", "BOT", "REACH", "MAIN");
        for (Seen one : all) {
            table.row(
                    Arrays.asList(null, null, null, one.guarded() ? Style.GOOD : null),
                    one.pid(),
                    one.user(),
                    one.version().isEmpty() ? "?" : one.version(),
                    one.words(),
                    one.guarded() ? one.bot() : one.untold().isEmpty() ? "-" : "?",
                    one.reach(),
                    one.main().isEmpty() ? "?" : one.main());
        }
        table.print(screen, "");
        if (all.stream().anyMatch(one -> !one.untold().isEmpty())) {
            screen.line("What cannot be told is another user's: ask as that user, or as root.");
        }
        return Exit.OK.code();
    }
}
