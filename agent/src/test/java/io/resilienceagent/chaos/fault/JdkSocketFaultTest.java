package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hosts with sockets, channels and names of their own meet; both ends are in this JVM, told apart by the port. */
@Timeout(60)
@SuppressWarnings("AddressSelection") // the look-up itself is what is tried
class JdkSocketFaultTest {
    private static final String SOCKET = "jdk-socket";

    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final FaultRig rig = new FaultRig();

    JdkSocketFaultTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    @Test
    void aReadMeetsAResetAndTheConnectionIsGoneForBothSides() throws Exception {
        try (Socket host = connect();
                Socket peer = server.accept()) {
            peer.getOutputStream().write(1);
            assertEquals(1, host.getInputStream().read());
            rig.strike("net_loss", SOCKET, "lose", "reply", "port", server.getLocalPort());
            host.getOutputStream().write(2);
            assertEquals(2, peer.getInputStream().read());
            assertThrows(SocketException.class, () -> host.getInputStream().read());
            assertTrue(host.isClosed());
            assertThrows(IOException.class, () -> {
                if (peer.getInputStream().read() < 0) {
                    throw new IOException("closed");
                }
            });
        }
        assertEquals(1, rig.fired.get());
        rig.end();
        try (Socket host = connect();
                Socket peer = server.accept()) {
            peer.getOutputStream().write(3);
            assertEquals(3, host.getInputStream().read());
        }
    }

    @Test
    void connectIsRefused() throws Exception {
        rig.strike("net_loss", SOCKET, "port", server.getLocalPort());
        assertThrows(ConnectException.class, this::connect);
        SocketChannel channel = SocketChannel.open();
        assertThrows(ConnectException.class, () -> channel.connect(server.getLocalSocketAddress()));
        assertFalse(channel.isOpen());
        rig.end();
        connect().close();
    }

    @Test
    void aReadTimesOutByItsOwnTimeoutAndTheSocketGoesOn() throws Exception {
        try (Socket host = connect();
                Socket peer = server.accept()) {
            host.setSoTimeout(20);
            peer.getOutputStream().write(7);
            rig.strike("net_loss", SOCKET, "as", "timeout", "port", server.getLocalPort());
            assertThrows(
                    SocketTimeoutException.class, () -> host.getInputStream().read());
            rig.end();
            assertEquals(7, host.getInputStream().read());
        }
    }

    @Test
    void aChannelOfASelectorIsNotMadeToWait() throws Exception {
        try (SocketChannel host = SocketChannel.open(server.getLocalSocketAddress());
                Socket peer = server.accept()) {
            host.configureBlocking(false);
            rig.strike("lat_spike_ms", SOCKET, "ms", 3_600_000, "port", server.getLocalPort());
            assertEquals(0, host.read(ByteBuffer.allocate(1)));
            assertEquals(0, rig.fired.get());
            assertTrue(peer.isConnected());
        }
    }

    @Test
    void aBlockingChannelIsSlow() throws Exception {
        try (SocketChannel host = SocketChannel.open(server.getLocalSocketAddress());
                Socket peer = server.accept()) {
            rig.strike("lat_spike_ms", SOCKET, "ms", 20, "port", server.getLocalPort());
            long start = System.nanoTime();
            host.write(ByteBuffer.wrap(new byte[] {5}));
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
            assertEquals(5, peer.getInputStream().read());
        }
    }

    @Test
    void aNameIsNotResolvedAndThenItIs() throws Exception {
        rig.strike("dns_flap", "jdk-dns", "host", "localhost");
        UnknownHostException unknown =
                assertThrows(UnknownHostException.class, () -> InetAddress.getByName("localhost"));
        assertTrue(unknown.getMessage().startsWith("localhost: "), unknown.getMessage());
        assertTrue(InetAddress.getByName("localhost").isLoopbackAddress());
        assertTrue(new InetSocketAddress("localhost", 1).isUnresolved());
        assertTrue(InetAddress.getByName("127.0.0.1").isLoopbackAddress());
        assertTrue(InetAddress.getByName("::1").isLoopbackAddress());
        assertEquals(2, rig.fired.get());
        rig.end();
        assertTrue(InetAddress.getByName("localhost").isLoopbackAddress());
    }

    @Test
    void aNameIsNotResolvedAsLongAsItLasts() throws Exception {
        rig.strike("dns_flap", "jdk-dns", "alternate", false);
        for (int i = 0; i < 3; i++) {
            assertThrows(UnknownHostException.class, () -> InetAddress.getAllByName("localhost"));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server.getLocalSocketAddress(), 10_000);
        return socket;
    }
}
