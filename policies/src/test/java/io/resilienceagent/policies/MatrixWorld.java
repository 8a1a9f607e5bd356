package io.resilienceagent.policies;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What {@link MatrixHost}s speak to, in a process that no fault strikes: a web server and a server that echoes. */
final class MatrixWorld implements Closeable {
    /** What the web server answers. */
    static final String BODY = "{\"free\": 10}".repeat(40);

    private final HttpServer web;
    private final ServerSocket echo;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    MatrixWorld() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(threads);
        web.createContext("/", exchange -> {
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The web server's port, and that of the echo. */
    String[] ports() {
        return new String[] {Integer.toString(web.getAddress().getPort()), Integer.toString(echo.getLocalPort())};
    }

    private void accept() {
        while (!echo.isClosed()) {
            try {
                Socket caller = echo.accept();
                threads.execute(() -> echo(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException reset) {
            return; // a caller whose connection was broken on purpose
        }
    }

    @Override
    public void close() {
        try {
            echo.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        web.stop(0);
        threads.shutdownNow();
    }
}
