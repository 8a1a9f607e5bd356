package io.resilienceagent.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.json.JsonText;
import io.resilienceagent.cli.terminal.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One connection to an agent: a question and its answer are a line of JSON each. What the connection holds ends with it. For
 * one thread at a time; {@link #close} may come from another.
 */
public final class ControlClient implements AutoCloseable {
    private static final int VERSION = 1;

    private final LineChannel lines;
    private final Path socket;
    private final Duration patience;
    private long id;

    private ControlClient(LineChannel lines, Path socket, Duration patience) {
        this.lines = lines;
        this.socket = socket;
        this.patience = patience;
    }

    /**
     * Connects.
     *
     * @param patience how long an answer may take
     * @throws Trouble when nobody listens there
     */
    public static ControlClient connect(Path socket, Duration patience) {
        try {
            return new ControlClient(LineChannel.connect(socket), socket, patience);
        } catch (IOException nobody) {
            throw Trouble.unreachable(
                    "NOBODY_LISTENS",
                    "nobody answers at " + socket + " (" + nobody.getMessage() + ")",
                    "see whether the bot runs: resilience list");
        }
    }

    /** Loads what questions and answers need, and asks nobody. */
    public static void prepare() {
        prepareToRead();
        try {
            LineChannel.prepare();
        } catch (IOException noneLeft) {
            // The command itself will say so.
        }
    }

    /** Loads what an answer needs that comes by another way. */
    public static void prepareToRead() {
        try {
            JsonText.read(JsonText.write(arguments().put("version", VERSION)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An object to put arguments into. */
    public static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Where it is connected to. */
    public Path socket() {
        return socket;
    }

    /** How long an answer may take. */
    public Duration patience() {
        return patience;
    }

    /** Asks something that has no arguments. */
    public JsonNode ask(String command) {
        return ask(command, arguments());
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws Trouble when the agent refuses, does not answer in time, or has gone
     */
    public JsonNode ask(String command, ObjectNode arguments) {
        ObjectNode request = request(command, arguments).put("id", ++id);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            lines.send(JsonText.write(request), deadline);
            while (true) {
                JsonNode answer = JsonText.read(lines.receive(deadline));
                // An answer that came too late for an earlier question is nobody's by now.
                if (answer.path("id").asLong() == id
                        || answer.path("id").isMissingNode()
                        || answer.path("id").isNull()) {
                    return result(answer);
                }
            }
        } catch (LineChannel.Late late) {
            throw new Trouble(
                    Exit.TIMEOUT,
                    "NO_ANSWER",
                    "the agent did not answer '" + command + "' within " + Times.about(patience),
                    "try a longer --timeout; if that does not help, the JVM stands still: look at it with jcmd or gdb");
        } catch (JsonProcessingException foreign) {
            throw Trouble.unreachable(
                    "NOT_AN_AGENT", socket + " does not answer as an agent does", "see who listens there");
        } catch (IOException gone) {
            throw Trouble.unreachable(
                    "CONNECTION_LOST",
                    "the agent closed the connection"
                            + (gone.getMessage() == null ? "" : " (" + gone.getMessage() + ")"),
                    "see whether the bot still runs: resilience list");
        }
    }

    /** A question as an agent reads it. */
    public static ObjectNode request(String command, ObjectNode arguments) {
        return arguments().put("version", VERSION).put("command", command).set("args", arguments);
    }

    /**
     * What an answer says.
     *
     * @throws Trouble when the agent refused
     */
    public static JsonNode result(JsonNode answer) {
        if (!answer.isObject()) {
            throw Trouble.unreachable("NOT_AN_AGENT", "who listens there does not answer as an agent does", "");
        }
        if (answer.path("version").asInt(VERSION) != VERSION) {
            throw Trouble.refused(
                    "OTHER_PROTOCOL",
                    "the agent speaks version " + answer.path("version").asText("")
                            + " of the protocol, this is version " + VERSION,
                    "use the attach-cli.jar that came with the bot's resilience.jar");
        }
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            throw Trouble.refused(
                    error.path("code").asText("REFUSED"),
                    error.path("message").asText("the agent refused"),
                    error.path("next").asText(""));
        }
        return answer.path("result");
    }

    @Override
    public void close() {
        lines.close();
    }
}
