package io.resilienceagent.chaos.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** The server's side of one WebSocket connection at a time, by hand: it sends short texts. */
final class WebSocketServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private Socket peer;

    WebSocketServer() throws IOException {}

    URI address() {
        return URI.create("ws://localhost:" + server.getLocalPort() + "/feed");
    }

    /** Waits for a client, and answers its handshake. */
    void accept() throws IOException, GeneralSecurityException {
        peer = server.accept();
        String head = head(peer.getInputStream());
        String key = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .findFirst()
                .orElseThrow()
                .split(":", 2)[1]
                .strip();
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    /** Sends a text of less than 126 characters. */
    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(bytes.length);
        frame.writeBytes(bytes);
        write(frame.toByteArray());
    }

    private void write(byte[] bytes) throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Whether the other side is gone: its stream ends, in peace or by a reset. */
    boolean sawTheEnd() {
        try {
            InputStream in = peer.getInputStream();
            int read = 0;
            while (read >= 0) {
                read = in.read();
            }
        } catch (IOException reset) {
            return true;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (peer != null) {
            peer.close();
        }
        server.close();
    }
}
