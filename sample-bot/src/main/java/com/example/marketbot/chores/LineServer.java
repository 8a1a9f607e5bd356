package com.example.marketbot.chores;

import com.example.marketbot.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A service on the loopback interface that speaks in lines: each line is answered by one, or by nothing at all. */
final class LineServer implements AutoCloseable {
    private static final int BACKLOG = 10;

    private final ServerSocket listener;
    private final UnaryOperator<String> answers;

    /** @param answers the answer to a line, null for none */
    LineServer(Workplace place, String name, UnaryOperator<String> answers) {
        this.answers = answers;
        try {
            listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = place.start(name, this::serve);
    }

    /** The port it listens on. */
    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket customer = listener.accept()) {
                answer(customer);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    Log.once("a customer left in the middle of a line: " + e.getMessage());
                }
            }
        }
    }

    private void answer(Socket customer) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(customer.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer = answers.apply(line);
            if (answer != null) {
                customer.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            Log.info("cannot stop listening: " + e.getMessage());
        }
    }
}
