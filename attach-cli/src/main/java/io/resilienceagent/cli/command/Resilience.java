package io.resilienceagent.cli.command;

import io.resilienceagent.cli.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others. */
@Command(
        name = "resilience",
        versionProvider = Resilience.Version.class,
        description = {
            "Guards a bot that runs, asks how it is, and breaks it on command.",
            "",
            "A bot is named by its PID (resilience list), or by its agent's directory.",
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience list",
            "  resilience check policy.yaml --classpath bot.jar",
            "  resilience attach 4711 --policy policy.yaml",
            "  resilience status 4711",
            "  resilience chaos inject 4711 cpu_bound_loop --target tick --for 30s",
            "  resilience report resilience-state",
            "",
            "Every command explains itself: resilience COMMAND --help"
        })
final class Resilience implements Runnable {
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw needsSubcommand(spec);
    }

    static Trouble needsSubcommand(CommandSpec spec) {
        return Trouble.usage(
                spec.qualifiedName() + " needs a command: "
                        + String.join(", ", spec.subcommands().keySet()),
                spec.qualifiedName() + " --help");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Resilience.class.getPackage().getImplementationVersion();
            return new String[] {"resilience " + (version == null ? "(not from its jar)" : version)};
        }
    }
}
