package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.FindingsView;
import io.resilienceagent.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells afterwards what happened. */
@Command(
        name = "report",
        description = {
            "Reads flight recordings and incidents, and tells what happened: report.html (one file that loads nothing), "
                    + "report.md and findings.json.",
            "It works on recordings of bots that never had the agent too, as far as the JVM's own events tell. Nothing is "
                    + "sent anywhere, and no bot is asked.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience report resilience-state/incidents/stall-1f03a9c2",
            "  resilience report resilience-state --out /tmp/monday",
            "  jcmd 4711 JFR.dump filename=bot.jfr && resilience report bot.jfr"
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private Recordings recordings;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "resilience-report",
            description = "Where the files are written; made if it is not there. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        Report report = recordings.read(screen);
        try {
            report.writeTo(out);
        } catch (IOException refused) {
            throw Trouble.refused(
                    "UNWRITABLE",
                    "the report cannot be written to " + out + ": " + refused,
                    "name another folder with --out");
        }
        JsonNode findings = report.findings();
        if (screen.json()) {
            ObjectNode answer = findings.deepCopy();
            answer.putArray("written")
                    .add(out.resolve(Report.HTML).toString())
                    .add(out.resolve(Report.MARKDOWN).toString())
                    .add(out.resolve(Report.FINDINGS).toString());
            screen.json(answer);
        } else {
            FindingsView view = new FindingsView(screen);
            view.headlines(findings);
            view.counts(findings);
            screen.line(Harmless.text(out.resolve(Report.HTML).toString()));
            screen.line(Harmless.text(out.resolve(Report.MARKDOWN).toString()));
            screen.line(Harmless.text(out.resolve(Report.FINDINGS).toString()));
        }
        return Exit.OK.code();
    }
}
