package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code NOTIFY_SOCKET} at which nobody listens, or of a kind that there is not: the bot trades all the same. */
class DeafSystemdIT {
    @TempDir
    private Path directory;

    static Stream<Arguments> sockets() {
        return Jdks.all().stream()
                .flatMap(jdk -> Stream.of(
                        Arguments.of(jdk, "/nowhere/notify", "ENOENT, the socket is gone"),
                        Arguments.of(jdk, "vsock:2:1234", "NOTIFY_SOCKET=vsock:2:1234")));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("sockets")
    void theBotRunsUnharmedAndItIsToldOnce(Jdks.Jdk jdk, String socket, String told) throws IOException {
        Result result = new BotRun(jdk, directory, "--ticks=60", "--tick=30ms")
                .guardedBy(BotRun.MARKET_BOT)
                .environment("NOTIFY_SOCKET", socket)
                .environment("WATCHDOG_USEC", "1000000")
                .run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), result.ended().foreignErrors());
        assertEquals(60, result.summary().get("ticks").asInt());
        assertTrue(
                result.summary().get("orders_executed").asInt() > 0,
                result.summary().toPrettyString());

        List<String> lines = result.ended()
                .err()
                .lines()
                .filter(line -> line.contains(" SYSTEMD_ERROR "))
                .toList();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains(told), lines.get(0));
        JsonNode failures = result.status().get("failures");
        assertEquals(1, failures.size(), failures.toPrettyString());
        assertEquals("SYSTEMD_ERROR", failures.get(0).get("kind").asText());
        assertEquals("NOTIFY_SOCKET", failures.get(0).get("place").asText());
        assertTrue(failures.get(0).get("example").asText().contains(told), failures.toPrettyString());
    }
}
