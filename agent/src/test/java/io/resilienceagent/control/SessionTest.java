package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.control.ControlKit.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody began ends when that one is gone or silent. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path state;

    private ControlKit kit;

    @BeforeEach
    void open() throws IOException {
        kit = new ControlKit(state);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void aConnectionThatEndsEndsWhatItHolds() throws IOException {
        try (Client client = kit.client()) {
            assertTrue(client.command("hold").get("result").get("held").asBoolean());
            assertTrue(client.command("hold").get("result").get("held").asBoolean());
            assertEquals(0, kit.ended.get());
        }
        ControlKit.await(() -> kit.ended.get() == 2);
    }

    @Test
    void whoeverSaysThatNothingMoreComesHoldsNothing() throws IOException {
        try (Client client = kit.client()) {
            client.command("hold");
            client.channel.shutdownOutput();
            ControlKit.await(() -> kit.ended.get() == 1);
        }
    }

    @Test
    void silenceEndsItAndPingsKeepIt() throws IOException {
        try (Client holder = kit.client();
                Client other = kit.client()) {
            holder.command("hold");
            for (int i = 0; i < 4; i++) {
                kit.clock.addAndGet(4 * SECOND);
                assertTrue(holder.command("ping").has("result"));
                assertTrue(other.command("ping").has("result"));
                assertEquals(0, kit.ended.get());
            }
            kit.clock.addAndGet(6 * SECOND);
            // A round of the server, in which it looks at all connections.
            assertTrue(other.command("ping").has("result"));
            ControlKit.await(() -> kit.ended.get() == 1);
            assertTrue(holder.command("ping").has("result"));
            assertTrue(holder.command("hold").get("result").get("held").asBoolean());
            assertEquals(1, kit.ended.get());
        }
        ControlKit.await(() -> kit.ended.get() == 2);
    }

    @Test
    void whoeverWaitsForACommandIsNotSilent() throws IOException {
        try (Client holder = kit.client();
                Client other = kit.client()) {
            holder.command("hold");
            holder.say("{\"command\":\"slow\"}\n");
            other.say("{\"command\":\"ping\"}\n");
            kit.clock.addAndGet(30 * SECOND);
            kit.server.retry();
            kit.slow.countDown();
            assertTrue(ControlKit.JSON.readTree(other.line()).has("result"));
            assertTrue(ControlKit.JSON.readTree(holder.line()).has("result"));
            assertEquals(0, kit.ended.get());
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        try (Client idle = kit.client();
                Client first = kit.client()) {
            assertTrue(idle.command("ping").has("result"));
            // The server has time for this one only when it is done with the other.
            assertTrue(first.command("ping").has("result"));
            kit.clock.addAndGet(61 * SECOND);
            try (Client other = kit.client()) {
                assertTrue(other.command("ping").has("result"));
            }
            assertEquals("", idle.rest());
        }
    }

    @Test
    void theEndOfTheServerIsAnEndToo() throws IOException {
        try (Client client = kit.client()) {
            client.command("hold");
            kit.close();
            assertEquals(1, kit.ended.get());
        }
    }
}
