package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.Await;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host with a WebSocket of {@code java.net.http} meets. */
@Timeout(60)
class JdkWebSocketFaultTest {
    private static final String WEB_SOCKET = "jdk-websocket";

    private final WebSocketServer server = new WebSocketServer();
    private final FaultRig rig = new FaultRig();
    private final Heard heard = new Heard();

    JdkWebSocketFaultTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    private WebSocket connect() throws Exception {
        CompletableFuture<WebSocket> socket =
                HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(server.address(), heard);
        server.accept();
        return socket.get(20, TimeUnit.SECONDS);
    }

    @Test
    void messagesComeLateInTheirOrderWhileNobodyWaits() throws Exception {
        connect();
        server.send("one");
        assertEquals("one", heard.next());
        rig.strike("ws_lag_ms", WEB_SOCKET, "ms", 40);
        long start = System.nanoTime();
        for (String text : List.of("two", "three", "four")) {
            server.send(text);
        }
        assertEquals("two", heard.next());
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(40));
        assertEquals("three", heard.next());
        assertEquals("four", heard.next());
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(120));
        assertEquals(3, rig.fired.get());
    }

    @Test
    void whatIsLateComesWhenItEnds() throws Exception {
        connect();
        rig.strike("ws_lag_ms", WEB_SOCKET, "ms", 3_600_000);
        server.send("late");
        Await.until("the message is held", () -> rig.fired.get() == 1);
        assertNull(heard.now());
        rig.end();
        assertEquals("late", heard.next());
        server.send("as ever");
        assertEquals("as ever", heard.next());
    }

    @Test
    void theConnectionBreaksAndTheListenerLearnsOfIt() throws Exception {
        WebSocket socket = connect();
        rig.strike("ws_disconnect", WEB_SOCKET, "path", "/feed");
        server.send("never seen");
        assertEquals("error java.net.SocketException: Connection reset", heard.next());
        assertTrue(server.sawTheEnd());
        assertTrue(socket.isInputClosed());
        assertTrue(socket.isOutputClosed());
        rig.end();
        connect();
        server.send("again");
        assertEquals("again", heard.next());
    }

    @Test
    void itBreaksAsTheHostSends() throws Exception {
        WebSocket socket = connect();
        rig.strike("ws_disconnect", WEB_SOCKET, "method", "SEND");
        ExecutionException thrown = assertThrows(
                ExecutionException.class, () -> socket.sendText("ping", true).get(20, TimeUnit.SECONDS));
        assertEquals("Output closed", thrown.getCause().getMessage());
        assertEquals("error java.net.SocketException: Connection reset", heard.next());
        assertTrue(server.sawTheEnd());
    }

    /** What the listener was told. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            told.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            told.add("error " + error);
        }

        String next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }

        String now() {
            return told.peek();
        }
    }
}
