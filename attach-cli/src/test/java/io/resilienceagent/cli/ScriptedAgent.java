package io.resilienceagent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A real socket on which somebody answers as a test wants it: well, badly, late or not at all. */
public final class ScriptedAgent implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Function<String, String> answers;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** @param answers what to send, line ends and all, for each request; null closes the connection */
    public ScriptedAgent(Path socket, Function<String, String> answers) throws IOException {
        this.answers = answers;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(this::serve, "scripted-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was asked so far. */
    public List<String> requests() {
        return requests;
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> converse(connection), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (ClosedChannelException over) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(SocketChannel connection) {
        try (connection) {
            answer(connection);
        } catch (IOException hungUp) {
            requests.add("(hung up)");
        }
    }

    private void answer(SocketChannel connection) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder line = new StringBuilder();
        while (connection.read(one.clear()) > 0) {
            if (one.get(0) != '\n') {
                line.append((char) one.get(0));
                continue;
            }
            requests.add(line.toString());
            String answer = answers.apply(line.toString());
            line.setLength(0);
            if (answer == null) {
                connection.close();
                return;
            }
            connection.write(StandardCharsets.UTF_8.encode(answer));
        }
        requests.add("(hung up)");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
