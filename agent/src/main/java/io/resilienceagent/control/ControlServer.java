package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Listens for commands: on the Unix socket {@code control.sock} in the agent's directory, and over HTTP where that is asked
 * for. What cannot be opened is told and shown, and keeps nothing else from working. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {
    private final Path state;
    private final Events events;
    private final Poller poller;
    private final CommandDesk desk;
    private volatile String socket = "";
    private volatile String socketProblem = "";

    /**
     * Starts nothing yet.
     *
     * @param state the agent's directory, which this process alone holds
     * @param commands all that can be asked
     * @throws IOException when this JVM has no selector to give
     */
    public ControlServer(Path state, Collection<Command> commands, Ticker ticker, Events events) throws IOException {
        this.state = state;
        this.events = events;
        this.desk = new CommandDesk(
                commands, new AuditLog(state.resolve("audit.log"), AuditLog.MOST_BYTES, events), events);
        this.poller = new Poller(ticker, events);
    }

    /** Begins to listen, on a thread of its own: returns at once. */
    public void start() {
        poller.later(this::openSocket);
        poller.start();
    }

    private void openSocket() {
        try {
            SocketDoor door =
                    SocketDoor.open(state, Path.of(System.getProperty("java.io.tmpdir")), poller, desk, events);
            poller.open(door);
            socket = door.path().toString();
        } catch (IOException | RuntimeException failed) {
            socketProblem = failed.toString();
            events.failure("CONTROL_UNAVAILABLE", state.toString(), failed);
        }
    }

    /** Writes where it listens, as members of an object. */
    public void describe(JsonGenerator json) throws IOException {
        json.writeStringField("control_socket", socket);
        if (!socketProblem.isEmpty()) {
            json.writeStringField("control_problem", socketProblem);
        }
    }

    /** Ends it: nobody is heard any more, the socket's file is gone, and what was held by connections has ended. */
    @Override
    public void close() {
        poller.close();
        desk.close();
    }
}
