package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.archive.ClassArchive;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the archive of this program's classes. */
@Command(
        name = "class-archive",
        description =
                "Has Java keep the classes of this program in an archive beside its jar, so that each command starts sooner. Once after "
                        + "the installation, as whom it belongs to, and again after an update of it or of Java; an archive that does not "
                        + "fit is not used. It is for the Java that runs this: RESILIENCE_JAVA for another.",
        footerHeading = "%nExample:%n",
        footer = "  sudo resilience class-archive")
final class ClassArchiveCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Screen screen = output.screen(spec);
        screen.progress("rehearsing on a bot of its own ...");
        Path archive;
        try {
            archive = ClassArchive.ofThisProgram().make();
        } finally {
            screen.progressOver();
        }
        String java = Runtime.version().toString();
        if (screen.json()) {
            screen.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("archive", archive.toString())
                    .put("java", java));
        } else {
            screen.line(Harmless.text(archive.toString()));
            screen.line("  for Java " + Harmless.text(java)
                    + ": commands that 'resilience' starts take their classes from there");
        }
        return Exit.OK.code();
    }
}
