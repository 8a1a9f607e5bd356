package io.resilienceagent.cli.command;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.report.Report;
import io.resilienceagent.report.read.Progress;
import io.resilienceagent.report.read.Unreadable;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is read afterwards: recordings and folders of incidents. */
final class Recordings {
    private static final int BAR = 24;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Recordings (.jfr), folders of incidents, or an agent's directory. Several of one bot are told as one story.")
    private List<Path> files;

    @Option(
            names = "--no-jmc",
            description = "Leaves out the rules of JDK Mission Control, which take most of the memory and time.")
    private boolean withoutMissionControl;

    /** Reads them; the error stream of a terminal shows how far it is. */
    Report read(Screen screen) {
        try {
            return Report.of(files, !withoutMissionControl, bar(screen));
        } catch (Unreadable unreadable) {
            throw Trouble.refused("UNREADABLE", unreadable.getMessage(), unreadable.next());
        } finally {
            screen.progressOver();
        }
    }

    private static Progress bar(Screen screen) {
        int[] shown = {-1};
        return (doing, share) -> {
            int percent = (int) (100 * Math.min(1, share));
            if (percent != shown[0] || percent == 100) {
                shown[0] = percent;
                int full = percent * BAR / 100;
                screen.progress("[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + percent + " %  " + doing);
            }
        };
    }
}
