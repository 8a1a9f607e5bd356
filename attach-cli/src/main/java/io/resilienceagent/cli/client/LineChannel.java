package io.resilienceagent.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Lines of text over a Unix socket, each with a deadline on the monotonic clock. */
final class LineChannel implements AutoCloseable {
    /** What the JDK takes as a socket's path, in bytes: one less than the kernel. */
    private static final int LONGEST_PATH = 106;
    /** An answer that is longer is none of an agent's. */
    private static final int LONGEST_LINE = 64 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LineChannel(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** It did not come in time. */
    static final class Late extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Loads what a connection needs. */
    static void prepare() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    static LineChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            reach(channel, socket);
            channel.configureBlocking(false);
            return new LineChannel(channel, Selector.open());
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Where the path is too long, as that of another namespace may be, a link shortens it. */
    private static void reach(SocketChannel channel, Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return;
        }
        Path directory = Files.createTempDirectory("rs");
        Path link = directory.resolve("d");
        try {
            Files.createSymbolicLink(link, socket.toAbsolutePath().getParent());
            channel.connect(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(directory);
        }
    }

    void send(String text, long deadline) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** The next line, without its end. */
    String receive(long deadline) throws IOException {
        while (true) {
            while (in.hasRemaining()) {
                byte next = in.get();
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return text;
                }
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("an answer without an end");
            }
            await(SelectionKey.OP_READ, deadline);
            in.clear();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException();
            }
        }
    }

    private void await(int operation, long deadline) throws IOException {
        channel.register(selector, operation);
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0 || selector.select(millis) == 0) {
            if (!channel.isOpen()) {
                throw new EOFException();
            }
            throw new Late();
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException closed) {
            // There is nothing more to say to it.
        }
    }
}
