package io.resilienceagent.cli.command;

import io.resilienceagent.cli.terminal.Screen;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command answers. */
final class Output {
    @Option(
            names = "--json",
            description = "Answers as JSON. An error is JSON too, beside its line on the error stream.")
    private boolean json;

    Screen screen(CommandSpec spec) {
        return Screen.of(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    }
}
