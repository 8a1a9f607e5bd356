package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host whose threads, virtual ones where there are any, are in the transports all the time while these are woven and left. */
@Timeout(120)
class BusyTransportsTest {
    private static final int ROUNDS = 6;
    private static final List<String> TYPES = List.of(
            "exch_429 jdk-http",
            "exch_5xx jdk-url",
            "net_loss jdk-socket",
            "dns_flap jdk-dns",
            "ws_lag_ms jdk-websocket");

    private final TestServer server = new TestServer();
    private final FaultRig rig = new FaultRig();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong calls = new AtomicLong();
    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    BusyTransportsTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    @Test
    void noCallFailsOrHangsWhileTransportsComeAndGo() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (Callable<?> work : List.<Callable<?>>of(this::http, this::url, this::socket, this::channel, this::name)) {
            threads.add(thread(work));
            threads.add(thread(work));
        }
        threads.forEach(Thread::start);
        for (int round = 0; round < ROUNDS; round++) {
            for (String type : TYPES) {
                String[] words = type.split(" ", 2);
                rig.strike(words[0], words[1], "host", "no.such.host");
                more();
                rig.end();
            }
            rig.allOff();
            more();
        }
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(troubles));
        assertEquals(0, rig.fired.get());
        assertTrue(calls.get() > 0);
    }

    /** Waits until the host has made some calls more. */
    private void more() {
        long before = calls.get();
        while (calls.get() < before + 20 && troubles.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private Thread thread(Callable<?> work) throws Exception {
        return factory().newThread(() -> {
            while (!over) {
                try {
                    work.call();
                    calls.incrementAndGet();
                } catch (Throwable trouble) {
                    troubles.add(trouble);
                }
            }
        });
    }

    private static ThreadFactory factory() throws Exception {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (NoSuchMethodException olderJdk) {
            return Executors.defaultThreadFactory();
        }
    }

    private String http() throws Exception {
        return same(client.send(HttpRequest.newBuilder(server.at("/")).build(), BodyHandlers.ofString())
                .body());
    }

    private String url() throws Exception {
        try (InputStream in = server.at("/").toURL().openStream()) {
            return same(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private String socket() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request());
            out.flush();
            return ends(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private String channel() throws Exception {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(server.address());
            channel.write(ByteBuffer.wrap(request()));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            int read = 0;
            while (read >= 0) {
                read = channel.read(answer);
            }
            return ends(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
        }
    }

    private InetAddress name() throws Exception {
        return InetAddress.getAllByName("localhost")[0];
    }

    private static byte[] request() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static String same(String body) {
        if (!body.equals(TestServer.BODY)) {
            throw new AssertionError(body);
        }
        return body;
    }

    private static String ends(String answer) {
        if (!answer.endsWith(TestServer.BODY)) {
            throw new AssertionError(answer);
        }
        return answer;
    }
}
