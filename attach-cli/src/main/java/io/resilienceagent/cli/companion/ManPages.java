package io.resilienceagent.cli.companion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages in roff, one for each command, from what the commands say of themselves. */
final class ManPages {
    private final CommandLine command;
    private final StringBuilder page = new StringBuilder();

    private ManPages(CommandLine command) {
        this.command = command;
    }

    static void write(CommandLine command, String version, Path directory) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        Files.writeString(directory.resolve(name + ".1"), new ManPages(command).page(name, version));
        for (CommandLine below : command.getSubcommands().values()) {
            write(below, version, directory);
        }
    }

    private String page(String name, String version) {
        CommandSpec spec = command.getCommandSpec();
        page.append(".TH \"").append(name.toUpperCase(Locale.ROOT)).append("\" 1 \"\" \"resilience ");
        page.append(version).append("\" \"User Commands\"\n");
        section("NAME");
        line(name + " - " + String.join(" ", expanded(spec.usageMessage().description(), null)));
        section("SYNOPSIS");
        page.append(".B ").append(roff(synopsis(spec))).append('\n');
        section("DESCRIPTION");
        expanded(spec.usageMessage().description(), null).forEach(text -> line(text.isEmpty() ? "" : text));
        arguments(spec);
        options(spec);
        subcommands(name);
        footer(spec);
        exitCodes(spec);
        return page.toString();
    }

    private static String synopsis(CommandSpec spec) {
        String parameters = spec.positionalParameters().stream()
                .map(ArgSpec::paramLabel)
                .reduce("", (all, label) -> all + " " + label);
        return spec.qualifiedName() + " [OPTIONS]" + parameters
                + (spec.subcommands().isEmpty() ? "" : " COMMAND");
    }

    private void arguments(CommandSpec spec) {
        if (!spec.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                entry(parameter.paramLabel(), expanded(parameter.description(), parameter));
            }
        }
    }

    private void options(CommandSpec spec) {
        section("OPTIONS");
        for (OptionSpec option : spec.options()) {
            String names = String.join(", ", option.names());
            boolean flag = option.arity().max() == 0;
            entry(names + (flag ? "" : " " + option.paramLabel()), expanded(option.description(), option));
        }
    }

    private void subcommands(String name) {
        if (!command.getSubcommands().isEmpty()) {
            section("COMMANDS");
            for (Map.Entry<String, CommandLine> below : command.getSubcommands().entrySet()) {
                entry(
                        name + "-" + below.getKey() + "(1)",
                        expanded(
                                below.getValue().getCommandSpec().usageMessage().description(), null));
            }
        }
    }

    private void footer(CommandSpec spec) {
        if (spec.usageMessage().footer().length > 0) {
            section("EXAMPLES");
            page.append(".nf\n");
            for (String text : spec.usageMessage().footer()) {
                line(text);
            }
            page.append(".fi\n");
        }
    }

    private void exitCodes(CommandSpec spec) {
        section("EXIT STATUS");
        spec.usageMessage().exitCodeList().forEach((code, meaning) -> entry(code.strip(), List.of(meaning)));
    }

    private void section(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void entry(String term, List<String> text) {
        page.append(".TP\n.B ").append(roff(term)).append('\n');
        line(String.join(" ", text));
    }

    private void line(String text) {
        page.append(text.isEmpty() ? ".PP" : roff(text)).append('\n');
    }

    private static List<String> expanded(String[] description, ArgSpec argument) {
        return Arrays.stream(description)
                .map(text -> argument == null ? text : variables(text, argument))
                .toList();
    }

    private static String variables(String text, ArgSpec argument) {
        String candidates = argument.completionCandidates() == null ? "" : joined(argument.completionCandidates());
        return text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates);
    }

    private static String joined(Iterable<String> words) {
        return String.join(", ", words);
    }

    /** A text that roff takes for text: no command at its start, no escape in it. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
