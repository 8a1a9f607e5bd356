package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.record.Recorded;
import io.resilienceagent.cli.record.RecordingWait;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.terminal.Times;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Flight recordings of a bot. */
@Command(
        name = "record",
        description = {
            "Has the bot's JVM record what it does, for JDK Mission Control or for: resilience report.",
            "The agent keeps a recording of the last minutes by itself where the policy has loops; dump writes that one down.",
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience record dump 4711 --out last-minutes.jfr",
            "  resilience record start 4711 --for 60s --settings profile --out busy.jfr",
            "  resilience record start 4711 --name night --max-size 500",
            "  resilience record stop 4711 --name night"
        },
        subcommands = {
            RecordCommand.Start.class,
            RecordCommand.Stop.class,
            RecordCommand.Dump.class,
            RecordCommand.All.class
        })
final class RecordCommand implements Runnable {
    private static final int KILOBYTE = 1024;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Resilience.needsSubcommand(spec);
    }

    private static String size(JsonNode bytes) {
        return bytes.asLong() / KILOBYTE + " KB";
    }

    private static void show(Screen screen, JsonNode answer, Path copy) {
        if (screen.json()) {
            screen.json(answer);
        } else {
            screen.line(Harmless.text(answer.path("name").asText("") + ": "
                    + (copy == null ? answer.path("path").asText("") : copy.toString()) + " ("
                    + size(answer.path("bytes")) + ")"));
        }
    }

    /** {@code record start}. */
    @Command(
            name = "start",
            description = {
                "Begins a recording. With --for it ends and is written down by itself, with --out this waits for that and "
                        + "fetches it; else record stop ends it. What a bot that ends has recorded is written down too."
            })
    static final class Start extends AgentCommand {
        @Option(names = "--name", paramLabel = "NAME", description = "By which it is ended. Default: manual.")
        private String name;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Ends by itself after so long.")
        private Duration duration;

        @Option(
                names = "--settings",
                paramLabel = "S",
                description =
                        "The JDK's: default (about 1 %% of a processor), or profile (more, and the ticks of loops).")
        private String settings;

        @Option(
                names = "--max-age",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Holds so much of the past. Default: the time of --for, else 1h.")
        private Duration maxAge;

        @Option(
                names = "--max-size",
                paramLabel = "MB",
                description = "Holds so many megabytes. Default: 250, at most 1024.")
        private Long maxSize;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "Stays, and fetches it into a new file. Needs --for.")
        private Path out;

        @Override
        ControlClient connect(Screen screen) {
            if (out != null && duration == null) {
                throw Trouble.usage(
                        "--out needs --for: else nobody knows when it ends", "resilience record stop BOT --out FILE");
            }
            Recorded.checkNew(out);
            return super.connect(screen);
        }

        @Override
        Exit run(ControlClient agent, Screen screen) {
            JsonNode begun = agent.ask("record.start", arguments());
            if (!screen.json()) {
                screen.line(Harmless.text(begun.path("name").asText("") + ": recording with the settings "
                        + begun.path("settings").asText("") + ", "
                        + (duration == null ? "until: resilience record stop" : "for " + Times.about(duration))
                        + "; then in " + begun.path("path").asText("")));
            } else if (out == null) {
                screen.json(begun);
            }
            if (out != null) {
                ObjectNode written = new RecordingWait(agent, screen, begun).untilWritten();
                written.put(
                        "bytes",
                        Recorded.fetch(bot().bot(), written.path("path").asText(""), out));
                show(screen, written, out);
            }
            return Exit.OK;
        }

        private ObjectNode arguments() {
            ObjectNode arguments = ControlClient.arguments();
            if (name != null) {
                arguments.put("name", name);
            }
            if (settings != null) {
                arguments.put("settings", settings);
            }
            if (duration != null) {
                arguments.put("for_ms", duration.toMillis());
            }
            if (maxAge != null) {
                arguments.put("max_age_ms", maxAge.toMillis());
            }
            if (maxSize != null) {
                arguments.put("max_megabytes", maxSize);
            }
            return arguments;
        }
    }

    /** What ends or dumps. */
    private abstract static class Writing extends AgentCommand {
        @Option(names = "--out", paramLabel = "FILE", description = "Fetches it into a new file as well.")
        private Path out;

        @Override
        ControlClient connect(Screen screen) {
            Recorded.checkNew(out);
            return super.connect(screen);
        }

        final Exit write(ControlClient agent, Screen screen, String command, String name) {
            ObjectNode arguments = ControlClient.arguments();
            if (name != null) {
                arguments.put("name", name);
            }
            JsonNode written = agent.ask(command, arguments);
            if (out != null) {
                Recorded.fetch(bot().bot(), written.path("path").asText(""), out);
            }
            show(screen, written, out);
            return Exit.OK;
        }
    }

    /** {@code record stop}. */
    @Command(name = "stop", description = "Ends a recording and writes it down.")
    static final class Stop extends Writing {
        @Option(names = "--name", paramLabel = "NAME", description = "Which, where there are several.")
        private String name;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            return write(agent, screen, "record.stop", name);
        }
    }

    /** {@code record dump}. */
    @Command(name = "dump", description = "Writes down what is recorded by now; the recording goes on.")
    static final class Dump extends Writing {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "Which; without it the last minutes, which the agent keeps by itself.")
        private String name;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            return write(agent, screen, "record.dump", name);
        }
    }

    /** {@code record list}. */
    @Command(name = "list", description = "Shows the recordings that somebody began.")
    static final class All extends AgentCommand {
        @Override
        Exit run(ControlClient agent, Screen screen) {
            JsonNode answer = agent.ask("record.list");
            if (screen.json()) {
                screen.json(answer);
                return Exit.OK;
            }
            Table table = new Table("NAME", "STATE", "SETTINGS", ">LEFT", ">SIZE", "FILE");
            for (JsonNode one : answer.path("recordings")) {
                JsonNode left = one.path("remaining_ms");
                table.row(
                        one.path("name").asText(""),
                        one.path("state").asText(""),
                        one.path("settings").asText(""),
                        left.isNumber() ? Times.about(Duration.ofMillis(left.asLong())) : "-",
                        size(one.path("bytes")),
                        one.path("path").asText(""));
            }
            if (table.isEmpty()) {
                screen.line("Nobody has begun a recording.");
            } else {
                table.print(screen, "");
            }
            return Exit.OK;
        }
    }
}
