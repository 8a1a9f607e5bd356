package io.resilienceagent.cli.command;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.drill.Drill;
import io.resilienceagent.cli.drill.DrillFile;
import io.resilienceagent.cli.drill.Rehearsal;
import io.resilienceagent.cli.drill.Scenario;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.DrillView;
import io.resilienceagent.cli.view.FindingsView;
import io.resilienceagent.report.DrillReport;
import io.resilienceagent.report.Report;
import io.resilienceagent.report.drill.RunFiles;
import io.resilienceagent.report.drill.ScenarioRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks a bot in several ways, one after the other, and says whether it took that as expected. */
@Command(
        name = "drill",
        description = {
            "Carries a drill out on a bot that runs: for each scenario a baseline, the fault, and the time until all is as "
                    + "before. What is expected of the bot is held against what was measured.",
            "Writes runs/*.json, report.html, report.md and findings.json. Exit code 0 only if every expectation held.",
            "The bot's policy must say chaos: {enabled: true}. Between scenarios circuits are closed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience drill 4711 policies/drills/seed-2.yaml",
            "  resilience drill 4711 policies/drills/seed-2.yaml --only exch_429 --only lat_spike",
            "  resilience drill 4711 policies/drills/seed-2.yaml --faster 10 --resolution 50ms",
            "",
            "What a drill may say: docs/drills.md"
        })
final class DrillCommand extends AgentCommand {
    private static final double FASTEST = 1000;

    @Parameters(index = "1", paramLabel = "FILE", description = "The drill.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "resilience-drill",
            description = "Where the files are written; those of an earlier drill are replaced. Default: "
                    + "${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--only", paramLabel = "NAME", description = "This scenario alone. May stand several times.")
    private List<String> only = List.of();

    @Option(
            names = "--faster",
            paramLabel = "N",
            defaultValue = "1",
            description = "Baselines, faults and waits are so many times shorter.")
    private double faster;

    @Option(
            names = "--resolution",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Differences of times below this are noise, whatever the drill says: for a busy machine.")
    private Duration resolution;

    private Drill drill;

    @Override
    ControlClient connect(Screen screen) {
        if (!(faster >= 1 && faster <= FASTEST)) {
            throw Trouble.usage(
                    "--faster " + faster + ": expected 1 to 1000", "leave it out for the drill's own times");
        }
        drill = chosen(DrillFile.read(file)).faster(faster);
        if (resolution != null) {
            drill = drill.resolution(resolution);
        }
        return super.connect(screen);
    }

    private Drill chosen(Drill whole) {
        List<String> names = whole.scenarios().stream().map(Scenario::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw Trouble.usage(
                        "--only " + name + ": the drill has no such scenario", "one of " + String.join(", ", names));
            }
        }
        return only.isEmpty()
                ? whole
                : whole.only(whole.scenarios().stream()
                        .filter(scenario -> only.contains(scenario.name()))
                        .toList());
    }

    @Override
    Exit run(ControlClient agent, Screen screen) {
        DrillView view = new DrillView(screen);
        int of = drill.scenarios().size();
        int[] number = {0};
        Rehearsal rehearsal =
                Rehearsal.of(agent, drill, (scenario, doing, left) -> view.at(number[0], of, scenario, doing, left));
        try {
            RunFiles.prepare(out);
            view.begin(drill, bot().bot().name());
            for (Scenario scenario : drill.scenarios()) {
                number[0]++;
                ScenarioRun run = rehearsal.run(scenario, number[0], of);
                RunFiles.write(out, run);
                view.ended(run, of);
                if (run.trouble() != null && run.trouble().code().equals(Rehearsal.BOT_GONE)) {
                    break;
                }
            }
            rehearsal.end();
            return told(screen, of);
        } catch (IOException unwritable) {
            throw Trouble.refused(
                    "UNWRITABLE",
                    "what came of the drill cannot be written to " + out + ": " + unwritable,
                    "name another folder with --out");
        }
    }

    private Exit told(Screen screen, int of) throws IOException {
        DrillReport report = DrillReport.of(out);
        report.writeTo(out);
        if (screen.json()) {
            screen.jsonLine(report.findings());
        } else {
            long passed = report.runs().stream().filter(ScenarioRun::passed).count();
            screen.line("");
            new FindingsView(screen).counts(report.findings());
            screen.line(passed + " of " + of + " scenarios passed.");
            for (String written : List.of(Report.HTML, Report.MARKDOWN, Report.FINDINGS)) {
                screen.line(Harmless.text(out.resolve(written).toString()));
            }
        }
        boolean all = report.passed() && report.runs().size() == of;
        return all ? Exit.OK : Exit.DRILL_FAILED;
    }
}
