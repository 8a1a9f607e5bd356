package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.incident.EventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A real server in a directory of the test, with commands of the test's own and a clock that the test moves. */
final class ControlKit implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    final AtomicLong clock = new AtomicLong();
    final ByteArrayOutputStream told = new ByteArrayOutputStream();
    final EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), clock::get);
    final CountDownLatch slow = new CountDownLatch(1);
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger changed = new AtomicInteger();
    final AtomicInteger left = new AtomicInteger();
    final Path state;
    final ControlServer server;

    ControlKit(Path state) throws IOException {
        this(state, InetAddress::getByName);
    }

    /** @param names who knows the names of hosts */
    ControlKit(Path state, NameLookup.Names names) throws IOException {
        this.state = state;
        server = new ControlServer(state, commands(), clock::get, log, names);
        server.start();
        await(() -> described().path("control_socket").asText().length() > 0);
    }

    private List<Command> commands() {
        return List.of(
                command("ping", false, request -> Reply.DONE),
                command("echo", false, request -> {
                    String text = request.text("text").orElse("");
                    return json -> json.writeStringField("text", text);
                }),
                command("hold", false, request -> {
                    boolean held = request.session().whenGone(ended::incrementAndGet);
                    return json -> json.writeBooleanField("held", held);
                }),
                command("slow", false, request -> {
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return Reply.DONE;
                }),
                command("boom", false, request -> {
                    throw new IllegalStateException("secret=hunter2hunter2");
                }),
                command("health", false, request -> new Reply() {
                    @Override
                    public void writeTo(JsonGenerator json) throws IOException {
                        json.writeBooleanField("dor", false);
                    }

                    @Override
                    public boolean well() {
                        return false;
                    }
                }),
                command("status", false, request -> json -> json.writeStringField("bot", "kit")),
                command(
                        "metrics",
                        false,
                        request -> new Document(
                                "text/kit; charset=utf-8",
                                request.text("format").orElse("") + " \u00e9\n")),
                command("leave", false, request -> new Reply() {
                    @Override
                    public void writeTo(JsonGenerator json) {
                        // Nothing to say.
                    }

                    @Override
                    public void answered() {
                        left.incrementAndGet();
                    }
                }),
                command("dump", true, request -> {
                    changed.incrementAndGet();
                    return Reply.DONE;
                }),
                command("chaos.inject", true, request -> {
                    changed.incrementAndGet();
                    long millis =
                            request.whole("duration_ms", 1, Long.MAX_VALUE).orElse(0L);
                    return json -> json.writeNumberField("duration_ms", millis);
                }));
    }

    private interface Body {
        Reply run(Request request) throws Refused;
    }

    /** Of those that change something {@code dump} may be done without a record. */
    private static Command command(String name, boolean changes, Body body) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean changes() {
                return changes;
            }

            @Override
            public boolean unrecorded(Request request) {
                return name.equals("dump");
            }

            @Override
            public Reply run(Request request) throws Refused {
                return body.run(request);
            }
        };
    }

    JsonNode described() {
        try {
            return JSON.readTree(Finished.object(server::describe));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves HTTP on a free port. */
    int http(boolean readsNeedToken) {
        server.http(Optional.of(HttpListen.of("127.0.0.1:0", readsNeedToken)));
        await(() -> described().has("admin"));
        return Integer.parseInt(described().get("admin").asText().replaceAll(".*:", ""));
    }

    Client client() throws IOException {
        return new Client(Path.of(described().get("control_socket").asText()));
    }

    String log() {
        return told.toString(StandardCharsets.UTF_8);
    }

    List<String> audit() throws IOException {
        Path file = state.resolve("audit.log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    static void await(Callable<Boolean> so) {
        Awaitility.await().until(so);
    }

    @Override
    public void close() {
        slow.countDown();
        server.close();
    }

    /** Somebody at the socket, who can also say what is no request. */
    static final class Client implements AutoCloseable {
        final SocketChannel channel;

        Client(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        }

        void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.UTF_8));
        }

        void say(byte[] bytes) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** The next line; empty at the end. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (channel.read(one) == 1) {
                char c = (char) one.get(0);
                if (c == '\n') {
                    return line.toString();
                }
                line.append(c);
                one.clear();
            }
            return line.toString();
        }

        JsonNode ask(String request) throws IOException {
            say(request + "\n");
            return JSON.readTree(line());
        }

        JsonNode command(String name) throws IOException {
            return ask("{\"version\":1,\"id\":1,\"command\":\"" + name + "\"}");
        }

        /** All until the end. */
        String rest() throws IOException {
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
