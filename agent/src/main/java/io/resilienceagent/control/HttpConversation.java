package io.resilienceagent.control;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One request and its answer over HTTP/1.1; then the connection ends, so that no two can be taken for each other. */
final class HttpConversation implements Conversation {
    /** For all of the request, however slowly it comes, and again for the answer. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_HEAD = 8 << 10;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Poller poller;
    private final CommandDesk desk;
    private final HttpGate gate;
    private final InetSocketAddress local;
    private final TurnedAway turnedAway;
    private final Session session;
    private long since;
    private HttpRoutes.Route route;
    private Map<String, Object> wanted = Map.of();
    private int bodyLength;
    private boolean waiting;
    private boolean answered;

    HttpConversation(
            Poller poller,
            CommandDesk desk,
            HttpGate gate,
            InetSocketAddress local,
            String remote,
            TurnedAway turnedAway) {
        this.poller = poller;
        this.desk = desk;
        this.gate = gate;
        this.local = local;
        this.turnedAway = turnedAway;
        this.session = new PassingSession("http " + remote);
        this.since = poller.now();
    }

    @Override
    public boolean proceed(Connection connection) {
        if (waiting || answered) {
            return false;
        }
        try {
            if (route == null) {
                return readHead(connection);
            }
            if (connection.length() >= bodyLength) {
                ask(connection, connection.take(bodyLength));
            } else if (connection.ended()) {
                connection.close();
            }
        } catch (HttpRefusal refusal) {
            if (refusal.code().equals("FORBIDDEN")) {
                turnedAway.note("ADMIN_REFUSED", "from=" + session.who() + " reason=\"" + refusal.getMessage() + '"');
            }
            answer(connection, HttpAnswer.of(refusal), Finished.NOTHING);
        }
        return false;
    }

    private boolean readHead(Connection connection) throws HttpRefusal {
        int end = endOfHead(connection);
        if (end < 0) {
            if (connection.length() > MOST_HEAD) {
                throw new HttpRefusal(431, "BAD_REQUEST", "more than " + MOST_HEAD + " bytes of headers", "");
            }
            if (connection.ended()) {
                connection.close();
            }
            return false;
        }
        HttpHead head = HttpHead.read(connection.take(end));
        connection.take(4);
        gate.checkSource(head, local);
        HttpRoutes.Route found = HttpRoutes.find(head);
        gate.checkToken(head, found.changes());
        bodyLength = head.bodyLength();
        wanted = HttpRoutes.wanted(found, head);
        route = found;
        if (head.header("expect").isPresent() && connection.length() < bodyLength) {
            connection.send(CONTINUE, false, Finished.NOTHING);
        }
        return true;
    }

    private static int endOfHead(Connection connection) {
        int last = Math.min(connection.length(), MOST_HEAD) - 4;
        for (int i = 0; i <= last; i++) {
            if (connection.at(i) == '\r'
                    && connection.at(i + 1) == '\n'
                    && connection.at(i + 2) == '\r'
                    && connection.at(i + 3) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void ask(Connection connection, byte[] body) {
        Map<String, Object> arguments;
        try {
            arguments = HttpRoutes.arguments(route, body.length == 0 ? wanted : RequestJson.read(body));
        } catch (Refused refused) {
            answer(connection, HttpAnswer.of(Finished.refused(refused)), Finished.NOTHING);
            return;
        }
        waiting = true;
        desk.ask(
                route.command(),
                arguments,
                session,
                finished -> poller.later(() -> {
                    waiting = false;
                    answer(connection, HttpAnswer.of(finished), () -> desk.afterwards(finished.answered()));
                    connection.proceed();
                }));
    }

    private void answer(Connection connection, byte[] bytes, Runnable then) {
        answered = true;
        since = poller.now();
        connection.send(bytes, true, then);
    }

    @Override
    public long due(Connection connection) {
        return waiting ? Long.MAX_VALUE : since + PATIENCE_NANOS;
    }

    @Override
    public void late(Connection connection, long now) {
        if (answered) {
            connection.close();
        } else {
            answer(
                    connection,
                    HttpAnswer.of(new HttpRefusal(408, "BAD_REQUEST", "the request did not come in 10 s", "")),
                    Finished.NOTHING);
        }
    }

    @Override
    public void gone() {
        // A request over HTTP holds nothing.
    }
}
