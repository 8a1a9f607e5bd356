package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Of virtual threads state and stack are told, and no more. They came after the JDK that the agent is compiled for. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {
    private final Ward ward = new Ward();
    private Thread thread;

    @AfterEach
    void cure() {
        thread.interrupt();
        ward.close();
    }

    @Test
    void sleeps() throws Exception {
        Finding finding = verdict("sleep", () -> Thread.sleep(600_000));
        assertEquals(Cause.SLEEP, finding.cause(), finding::toString);
        assertTrue(finding.evidence().containsKey("virtual"));
    }

    @Test
    void waitsForALatch() throws Exception {
        Finding finding = verdict("await", () -> new CountDownLatch(1).await());
        assertEquals(Cause.LOCK_WAIT, finding.cause(), finding::toString);
        assertTrue(
                finding.evidence().get("waits_for").toString().startsWith("java.util.concurrent.CountDownLatch$Sync@"),
                finding::toString);
    }

    @Test
    void readsASocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            Finding finding = verdict("read", () -> socket.getInputStream().read());
            assertEquals(Cause.BLOCKING_IO, finding.cause(), finding::toString);
            assertEquals("socket read", finding.evidence().get("operation"));
        }
    }

    private Finding verdict(String method, Ward.Illness illness) throws Exception {
        Runnable task = () -> {
            try {
                illness.suffer();
            } catch (Exception cured) {
                Thread.currentThread().interrupt();
            }
        };
        thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        await().until(() -> thread.getState() != Thread.State.RUNNABLE
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(method)));
        return ward.verdict(thread);
    }
}
