package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens for commands: on the Unix socket {@code control.sock} in the agent's directory, and over HTTP where that is asked
 * for. What cannot be opened is told and shown, and keeps nothing else from working. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {
    /** How long a request may be. */
    public static final int MOST_REQUEST_BYTES = Connection.MOST_BYTES;

    private final Path state;
    private final EventLog log;
    private final Poller poller;
    private final CommandDesk desk;
    private final HttpPlace http;
    private final TurnedAway turnedAway;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile String socket = "";
    private volatile String socketProblem = "";

    /**
     * Starts nothing yet.
     *
     * @param state the agent's directory, which this process alone holds
     * @param commands all that can be asked
     * @throws IOException when this JVM has no selector to give
     */
    public ControlServer(Path state, Collection<Command> commands, Ticker ticker, EventLog log) throws IOException {
        this(state, commands, ticker, log, InetAddress::getByName);
    }

    ControlServer(Path state, Collection<Command> commands, Ticker ticker, EventLog log, NameLookup.Names names)
            throws IOException {
        this.state = state;
        this.log = log;
        this.desk = new CommandDesk(commands, new AuditLog(state.resolve("audit.log"), AuditLog.MOST_BYTES, log), log);
        this.poller = new Poller(ticker, log);
        this.turnedAway = new TurnedAway(ticker, log);
        this.http = new HttpPlace(state.resolve("admin.token"), poller, desk, turnedAway, names, log);
    }

    /** Begins to listen, on a thread of its own: returns at once. */
    public void start() {
        poller.later(this::openSocket);
        poller.start();
    }

    private void openSocket() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            SocketDoor door = SocketDoor.open(state, temporary, poller, desk, turnedAway, log);
            poller.open(door);
            socket = door.path().toString();
        } catch (IOException | RuntimeException failed) {
            socketProblem = failed.toString();
            log.failure("CONTROL_UNAVAILABLE", state.toString(), failed);
        } finally {
            opened.countDown();
        }
    }

    /** Waits until the socket listens or it is known that it will not, no longer than this; an interrupt ends the waiting. */
    public void awaitSocket(Duration most) {
        try {
            boolean unused = opened.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Answers a request that came by another way than a connection, as {@code control.sock} would; waits for it.
     *
     * @param line a JSON object
     * @param who asks, for the audit log; holds nothing
     * @return a JSON object
     */
    public String answer(byte[] line, String who) {
        Session session = new PassingSession(who);
        LineRequest request = LineRequest.of(line, session);
        Finished finished = request.refusal()
                .map(Finished::refused)
                .orElseGet(() -> desk.answer(request.command(), request.arguments(), session));
        if (finished.answered() != Finished.NOTHING) {
            desk.afterwards(finished.answered());
        }
        return new String(LineConversation.line(request.id(), finished), StandardCharsets.US_ASCII).strip();
    }

    /** Serves HTTP there from now on, and nowhere else; empty: not at all. Returns at once. */
    public void http(Optional<HttpListen> listen) {
        poller.later(() -> http.move(listen));
    }

    /** Tries again what could not be opened. To be called every few seconds. */
    public void retry() {
        if (http.waits()) {
            poller.later(http::retry);
        }
    }

    /** Writes where it listens, as members of an object. */
    public void describe(JsonGenerator json) throws IOException {
        json.writeStringField("control_socket", socket);
        if (!socketProblem.isEmpty()) {
            json.writeStringField("control_problem", socketProblem);
        }
        http.describe(json);
        turnedAway.describe(json);
    }

    /** Ends it: nobody is heard any more, the socket's file is gone, and what was held by connections has ended. */
    @Override
    public void close() {
        poller.close();
        desk.close();
    }
}
