package io.resilienceagent.control;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The protocol of the Unix socket: a JSON object a line is a request, a JSON object a line is its answer, in turn. */
final class LineConversation implements Conversation {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

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
        LineRequest request = LineRequest.of(line, session);
        if (request.refusal().isPresent()) {
            send(connection, request.id(), Finished.refused(request.refusal().get()), false);
        } else {
            ask(connection, request);
        }
    }

    private void ask(Connection connection, LineRequest request) {
        waiting = true;
        desk.ask(
                request.command(),
                request.arguments(),
                session,
                finished -> poller.later(() -> {
                    waiting = false;
                    send(connection, request.id(), finished, false);
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
