package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that really wait for the outside. What on, is asked on Linux only: there the tests run. */
class BlockingIoTest {
    private final Ward ward = new Ward();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void cure() throws IOException {
        ward.close();
        server.close();
    }

    @Test
    void aSocketThatNeverAnswers() throws IOException {
        try (Socket socket = connected()) {
            assertWaits("read", "socket read", server(), () -> socket.getInputStream()
                    .read());
        }
    }

    @Test
    void aSocketWithATimeout() throws IOException {
        try (Socket socket = connected()) {
            socket.setSoTimeout(600_000);
            assertWaits("timedRead", "socket read", server(), () -> socket.getInputStream()
                    .read());
        }
    }

    @Test
    void aBlockingChannel() throws IOException {
        try (SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress())) {
            assertWaits("read", "socket read", server(), () -> channel.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void aConnectionThatNobodyMakes() {
        assertWaits("accept", "socket accept", "listens on " + server(), () -> server.accept());
    }

    @Test
    void aDatagram() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertWaits(
                    "receive",
                    "datagram receive",
                    "udp, bound to 127.0.0.1:" + socket.getLocalPort(),
                    () -> socket.receive(new DatagramPacket(new byte[1], 1)));
        }
    }

    @Test
    void aSelectorInsideATick() throws IOException {
        try (Selector selector = Selector.open()) {
            assertWaits("select", "selector", null, selector::select);
        }
    }

    @Test
    void anHttpRequest() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + server() + "/")).build();
        Finding finding = assertWaits("waitingGet", "http request", null, () -> HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding()));
        assertTrue(finding.evidence().get("at").toString().contains("BlockingIoTest"), finding::toString);
    }

    @Test
    void anUrlConnection() {
        assertWaits("getInputStream", "socket read", server(), () -> URI.create("http://" + server() + "/")
                .toURL()
                .openConnection()
                .getInputStream());
    }

    @Test
    void aNamedPipe(@TempDir Path directory) throws Exception {
        Path fifo = fifo(directory);
        Thread loop = ward.start("loop", () -> {
            try (FileInputStream in = new FileInputStream(fifo.toFile())) {
                in.read();
            }
        });
        Ward.awaitRest(loop, "open0");
        assertFinding(ward.verdict(loop), "file open", fifo.toString());
        try (FileOutputStream out = new FileOutputStream(fifo.toFile())) {
            Ward.awaitRest(loop, "read");
            assertFinding(ward.verdict(loop), "file read", fifo.toString());
            out.flush();
        }
        loop.join();
    }

    @Test
    void aPipeOfTheProcess() throws IOException {
        Pipe pipe = Pipe.open();
        Finding finding =
                assertWaits("read", "pipe read", null, () -> pipe.source().read(ByteBuffer.allocate(1)));
        assertTrue(finding.evidence().get("on").toString().startsWith("pipe:["), finding::toString);
        pipe.sink().close();
    }

    @Test
    void anotherProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            assertWaits("waitFor", "process wait", null, process::waitFor);
            Thread reader = ward.start("reader", () -> process.getInputStream().read());
            Ward.awaitRest(reader, "read");
            Finding finding = ward.verdict(reader);
            assertFinding(finding, "pipe read", null);
            assertTrue(finding.evidence().get("on").toString().startsWith("pipe:["), finding::toString);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Fifteen letters of a thread's name are the operating system's: the time that it computed tells these apart. */
    @Test
    void threadsOfTheSameName() throws IOException {
        String name = "a-name-of-more-than-fifteen-letters-";
        Thread other = ward.start(name + "1", () -> Thread.sleep(600_000));
        Ward.awaitRest(other, "sleep");
        try (Socket socket = connected()) {
            Thread loop = ward.start(name + "2", () -> socket.getInputStream().read());
            Ward.awaitRest(loop, "read");
            assertFinding(ward.verdict(loop), "socket read", server());
        }
    }

    /** Renamed by another, a thread keeps its old name in the operating system. */
    @Test
    void aRenamedThread() throws IOException {
        try (Socket socket = connected()) {
            Thread loop = ward.start("before", () -> socket.getInputStream().read());
            Ward.awaitRest(loop, "read");
            loop.setName("after");
            assertFinding(ward.verdict(loop), "socket read", server());
        }
    }

    private Finding assertWaits(String method, String operation, String on, Ward.Illness illness) {
        Thread loop = ward.start("io-loop", illness);
        Ward.awaitRest(loop, method);
        Finding finding = ward.verdict(loop);
        assertFinding(finding, operation, on);
        return finding;
    }

    private static void assertFinding(Finding finding, String operation, String on) {
        assertEquals(Cause.BLOCKING_IO, finding.cause(), finding::toString);
        assertEquals(operation, finding.evidence().get("operation"), finding::toString);
        if (on != null) {
            assertEquals(on, finding.evidence().get("on"), finding::toString);
        }
    }

    private Socket connected() throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    private String server() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static Path fifo(Path directory) throws Exception {
        Path fifo = directory.resolve("prices");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        return fifo;
    }
}
