package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.FindingsView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what the rules find. */
@Command(
        name = "findings",
        description =
                "Prints what is wrong by recordings and incidents: the worst first, how sure each finding is, what "
                        + "shows it, and what to do. The report shows the same with its pictures.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience findings resilience-state",
            "  resilience findings bot.jfr --json | jq '.findings[] | select(.severity == \"high\")'"
        })
final class FindingsCommand implements Callable<Integer> {
    @Mixin
    private Recordings recordings;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        JsonNode findings = recordings.read(screen).findings();
        if (screen.json()) {
            screen.json(findings);
        } else {
            new FindingsView(screen).show(findings);
        }
        return Exit.OK.code();
    }
}
