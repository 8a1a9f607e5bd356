package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code admin: listen} with a name, and a name service that takes its time, or has no answer. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NameLookupTest {
    private static final String NAME = "bot.example";

    @TempDir
    private Path state;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean known = true;
    private ControlKit kit;

    private InetAddress find(String host) throws IOException {
        questions.incrementAndGet();
        asked.countDown();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (!known || !host.equals(NAME)) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }

    @BeforeEach
    void open() throws IOException {
        kit = new ControlKit(state, this::find);
    }

    @AfterEach
    void close() {
        answers.countDown();
        kit.close();
    }

    private void listen(String where) {
        kit.server.http(Optional.of(HttpListen.of(where, false)));
    }

    private JsonNode ping() throws IOException {
        try (ControlKit.Client client = kit.client()) {
            return client.command("ping");
        }
    }

    @Test
    void whileANameServiceHangsTheSocketAnswers() throws Exception {
        listen(NAME + ":0");
        asked.await();
        assertTrue(ping().has("result"));
        assertTrue(kit.described().path("admin_problem").asText().contains("being looked up"), kit.log());
        // Asked again every few seconds, it asks no second time while the first question is open.
        kit.server.retry();
        assertTrue(ping().has("result"));
        assertEquals(1, questions.get());
        answers.countDown();
        ControlKit.await(() -> kit.described().has("admin"));
        assertFalse(kit.described().has("admin_problem"));
        assertTrue(kit.log().contains(" ADMIN_LISTENS address=127.0.0.1:"), kit.log());
    }

    @Test
    void whoeverWantsAnAddressMeanwhileGetsIt() throws Exception {
        listen(NAME + ":0");
        asked.await();
        int port = kit.http(false);
        answers.countDown();
        ControlKit.await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("resilience-name")));
        assertTrue(ping().has("result"));
        assertEquals("127.0.0.1:" + port, kit.described().get("admin").asText());
    }

    @Test
    void aNameThatNobodyKnowsIsToldAndTriedAgain() throws Exception {
        known = false;
        answers.countDown();
        listen(NAME + ":0");
        ControlKit.await(() -> kit.log().contains(" ADMIN_UNAVAILABLE "));
        assertTrue(kit.described().path("admin_problem").asText().contains("UnknownHostException: " + NAME));
        known = true;
        kit.server.retry();
        ControlKit.await(() -> kit.described().has("admin"));
        assertFalse(kit.described().has("admin_problem"));
    }
}
