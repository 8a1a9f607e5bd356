package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code HttpURLConnection}, for http and https. It is struck where the JDK writes the request to a connection that stands: what
 * follows, with its parser, its repeats and its streams, is the JDK's own, on a socket that answers otherwise.
 */
final class JdkUrl implements Transport {
    private final Inside inside;

    JdkUrl(Inside inside) {
        this.inside = inside;
    }

    @Override
    public String name() {
        return "jdk-url";
    }

    /** The one of three parameters calls this one, and so does the JDK's own repeat. */
    @Override
    public List<String> on() {
        return List.of("sun.net.www.http.HttpClient#writeRequests(sun.net.www.MessageHeader,PosterOutputStream)");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.LOSE, Ability.ANSWER, Ability.DELAY, Ability.TRUNCATE);
    }

    /** The first line of the head, as {@code POST /orders HTTP/1.1}; with a whole URL in it for a proxy. */
    @Override
    public Destination destination(Invocation call) {
        try {
            Object line = inside.call(call.arguments()[0], "getKey", new Class<?>[] {int.class}, 0);
            String[] words = String.valueOf(line).split(" ", 3);
            if (words.length < 2 || words[0].equals("CONNECT")) {
                return null;
            }
            String path = words[1].startsWith("/") ? words[1] : path(words[1]);
            int query = path.indexOf('?');
            return new Destination(
                    String.valueOf(inside.get(call.self(), "host")),
                    String.valueOf(inside.get(call.self(), "port")),
                    words[0].toUpperCase(Locale.ROOT),
                    query < 0 ? path : path.substring(0, query));
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static String path(String url) {
        try {
            String path = URI.create(url).getRawPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException malformed) {
            return url;
        }
    }

    @Override
    public void answer(Strike strike, CraftedReply reply) throws Exception {
        Socket real = socket(strike);
        stage(strike, new StagedSocket(real, new ByteArrayInputStream(reply.onTheWire())), false);
    }

    @Override
    public void truncate(Strike strike, int keepPercent) throws Exception {
        Socket real = socket(strike);
        stage(strike, new StagedSocket(real, new CutInput(real.getInputStream(), keepPercent)), true);
    }

    @Override
    public void lose(Strike strike, Loss loss, Later later) throws Exception {
        boolean goesOut = loss.half() == Loss.Half.REPLY;
        if (!goesOut && loss.manner() != Loss.Manner.TIMEOUT) {
            strike.call()
                    .pretend(
                            null,
                            loss.manner() == Loss.Manner.REFUSE
                                    ? new ConnectException("Connection refused")
                                    : new SocketException("Connection reset"));
            strike.fired();
            return;
        }
        Socket real = socket(strike);
        stage(strike, new StagedSocket(real, new LostInput(real, strike, loss)), goesOut);
    }

    private Socket socket(Strike strike) throws ReflectiveOperationException {
        return (Socket) inside.get(strike.call().self(), "serverSocket");
    }

    /** From now on the JDK reads from this socket; what it writes goes out, or nowhere. */
    private void stage(Strike strike, StagedSocket staged, boolean goesOut)
            throws ReflectiveOperationException, IOException {
        Object client = strike.call().self();
        inside.set(client, "serverSocket", staged);
        if (!goesOut) {
            inside.set(
                    client,
                    "serverOutput",
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.US_ASCII));
        }
        strike.fired();
    }
}
