package io.resilienceagent.control;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The protocol of the Unix socket: a JSON object a line is a request, a JSON object a line is its answer, in turn. */
final class LineConversation implements Conversation {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LONGEST_ID = 100;
    private static final Set<String> MEMBERS = Set.of("version", "id", "command", "args");

    private final Poller poller;
    private final CommandDesk desk;
    private final SocketSession session;
    private boolean waiting;

    LineConversation(Poller poller, CommandDesk desk, SocketSession session) {
        this.poller = poller;
        this.desk = desk;
        this.session = session;
    }

    @Override
    public boolean proceed(Connection connection) {
        if (waiting) {
            return false;
        }
        int end = endOfLine(connection);
        if (end >= 0) {
            byte[] line = connection.take(Math.min(end + 1, connection.length()));
            understand(connection, line);
            return true;
        }
        if (connection.isFull()) {
            String message = "found a line of more than " + Connection.MOST_BYTES + " bytes, expected a shorter one";
            send(connection, null, Finished.refused("BAD_REQUEST", message, ""), true);
        } else if (connection.ended()) {
            connection.close();
        }
        return false;
    }

    /** How many bytes stand before the end of the first line; -1 while it has none. */
    private static int endOfLine(Connection connection) {
        for (int i = 0; i < connection.length(); i++) {
            if (connection.at(i) == '\n') {
                return i;
            }
        }
        // A last line needs no end: an object is whole or is none.
        return connection.ended() && connection.length() > 0 ? connection.length() : -1;
    }

    private void understand(Connection connection, byte[] line) {
        if (new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
            return;
        }
        Object id = null;
        try {
            Map<String, Object> request = RequestJson.read(line);
            id = id(request.get("id"));
            Request envelope = new Request(request, session);
            envelope.only(MEMBERS);
            envelope.whole("version", 1, 1);
            ask(connection, id, envelope.requiredText("command"), envelope.object("args"));
        } catch (Refused refused) {
            send(connection, id, Finished.refused(refused), false);
        }
    }

    private static Object id(Object id) throws Refused {
        boolean good = id == null
                || id instanceof BigDecimal
                || (id instanceof String text && text.length() <= LONGEST_ID)
                || id instanceof Boolean;
        if (!good) {
            throw new Refused("BAD_REQUEST", "id: expected a number or a short text", "");
        }
        return id;
    }

    private void ask(Connection connection, Object id, String command, Map<String, Object> arguments) {
        waiting = true;
        desk.ask(
                command,
                arguments,
                session,
                finished -> poller.later(() -> {
                    waiting = false;
                    send(connection, id, finished, false);
                    connection.proceed();
                }));
    }

    private void send(Connection connection, Object id, Finished finished, boolean last) {
        Runnable then =
                finished.answered() == Finished.NOTHING ? Finished.NOTHING : () -> desk.afterwards(finished.answered());
        connection.send(line(id, finished), last, then);
    }

    static byte[] line(Object id, Finished finished) {
        try {
            String json = Finished.object(out -> {
                out.writeNumberField("version", 1);
                if (id instanceof BigDecimal number) {
                    out.writeNumberField("id", number);
                } else {
                    out.writeObjectField("id", id);
                }
                out.writeFieldName(finished.isDone() ? "result" : "error");
                out.writeRawValue(finished.json());
            });
            return (json + '\n').getBytes(StandardCharsets.US_ASCII);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    /** While a command of its own runs the other side has nothing to say. */
    @Override
    public long due(Connection connection) {
        if (waiting) {
            return Long.MAX_VALUE;
        }
        return connection.heardAt() + (session.holds() ? SILENCE_NANOS : IDLE_NANOS);
    }

    @Override
    public void late(Connection connection, long now) {
        session.silent();
        if (now - connection.heardAt() >= IDLE_NANOS) {
            connection.close();
        }
    }

    @Override
    public void gone() {
        session.gone();
    }
}
