package io.resilienceagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection to the agent's control socket, as the command line has one: a line there, a line back. */
public class ControlLine implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SocketChannel channel;
    private final BufferedReader answers;
    private int id;

    /** @param state the agent's directory */
    public ControlLine(Path state) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(state.resolve("control.sock")));
        answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** Asks, and waits for the answer: {@code result} or {@code error}. */
    public final JsonNode ask(String command, String arguments) throws IOException {
        id++;
        String line = "{\"version\":1,\"id\":" + id + ",\"command\":\"" + command + "\",\"args\":" + arguments + "}\n";
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the agent closed the connection after " + command);
        }
        return JSON.readTree(answer);
    }

    /** As {@link #ask}, where only a result will do. */
    public final JsonNode result(String command, String arguments) throws IOException {
        JsonNode answer = ask(command, arguments);
        if (!answer.has("result")) {
            throw new AssertionError(command + " " + arguments + " was answered by " + answer);
        }
        return answer.get("result");
    }

    @Override
    public final void close() throws IOException {
        channel.close();
    }
}
