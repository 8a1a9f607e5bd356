package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.control.ControlKit.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of the Unix socket, spoken well and badly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlSocketTest {
    private static final String PING = "{\"version\":1,\"id\":1,\"command\":\"ping\"}";

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

    private static String code(JsonNode answer) {
        return answer.path("error").path("code").asText();
    }

    @Test
    void manyRequestsInOneGoAreAnsweredInTheirOrder() throws IOException {
        try (Client client = kit.client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                all.append("{\"version\":1,\"id\":").append(i).append(",\"command\":\"ping\"}\r\n\n");
            }
            client.say(all.toString());
            for (int i = 0; i < 500; i++) {
                assertEquals("{\"version\":1,\"id\":" + i + ",\"result\":{}}", client.line());
            }
        }
    }

    @Test
    void aRequestMayComeByteByByteAndTheLastOneWithoutAnEnd() throws IOException {
        try (Client client = kit.client()) {
            for (byte b : (PING + "\n").getBytes(StandardCharsets.UTF_8)) {
                client.say(new byte[] {b});
            }
            assertTrue(ControlKit.JSON.readTree(client.line()).has("result"));
            client.say(PING);
            client.channel.shutdownOutput();
            assertEquals("{\"version\":1,\"id\":1,\"result\":{}}\n", client.rest());
        }
    }

    @Test
    void whatComesByAnotherWayIsAnsweredAsThroughTheSocket() throws IOException {
        assertEquals("{\"version\":1,\"id\":1,\"result\":{}}", answer(PING));
        assertEquals("UNKNOWN_COMMAND", code("{\"command\":\"nonsense\"}"));
        assertEquals("BAD_REQUEST", code("{\"id\":7,\"comand\":\"ping\"}"));
        assertEquals("BAD_REQUEST", code("no json"));
        assertEquals("BAD_REQUEST", code(""));
        assertEquals("INTERNAL", code("{\"command\":\"boom\"}"));
        assertEquals(
                "{\"version\":1,\"id\":null,\"result\":{\"held\":false}}",
                answer("{\"command\":\"hold\"}"),
                "nobody is there who could go");
        answer("{\"command\":\"leave\"}");
        ControlKit.await(() -> kit.left.get() == 1);
        answer("{\"command\":\"chaos.inject\",\"args\":{\"duration_ms\":5}}");
        assertEquals(1, kit.changed.get());
        assertTrue(Files.readString(state.resolve("audit.log")).contains("another way"));
    }

    private String answer(String request) {
        return kit.server.answer(request.getBytes(StandardCharsets.UTF_8), "another way");
    }

    private String code(String request) throws IOException {
        return code(ControlKit.JSON.readTree(answer(request)));
    }

    @Test
    void textsOfAllKindsComeBackAsTheyWere() throws IOException {
        try (Client client = kit.client()) {
            String text = "äöü € 𝄞 \u001b[31m \u2028 \" \\";
            String request = ControlKit.JSON.writeValueAsString(
                    Map.of("version", 1, "id", "é", "command", "echo", "args", Map.of("text", text)));
            client.say(request + "\n");
            String line = client.line();
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127), line);
            assertEquals(
                    text,
                    ControlKit.JSON.readTree(line).get("result").get("text").asText());
            assertEquals("é", ControlKit.JSON.readTree(line).get("id").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "[]",
                "null",
                "{\"command\":\"ping\"} {}",
                "{\"command\":\"ping\",\"command\":\"ping\"}",
                "{\"command\":7}",
                "{\"version\":2,\"command\":\"ping\"}",
                "{\"version\":1e999999999,\"command\":\"ping\"}",
                "{\"version\":1,\"id\":{},\"command\":\"ping\"}",
                "{\"version\":1,\"comand\":\"ping\"}",
                "{\"version\":1,\"command\":\"echo\",\"args\":{\"text\":[]}}",
                "{\"version\":1,\"command\":\"ping\",\"args\":[]}",
                "{\"version\":1,\"command\":\"ping\",\"args\":{\"x\":NaN}}",
                "\u0000\u0000{}"
            })
    void whatIsNoRequestIsToldAndTheConnectionGoesOn(String line) throws IOException {
        try (Client client = kit.client()) {
            client.say(line + "\n");
            if (!line.isEmpty()) {
                JsonNode answer = ControlKit.JSON.readTree(client.line());
                assertEquals("BAD_REQUEST", code(answer), answer.toString());
            }
            assertTrue(client.command("ping").has("result"));
        }
    }

    @Test
    void thePlaceOfAnErrorIsTold() throws IOException {
        try (Client client = kit.client()) {
            String message =
                    client.ask("{\"command\":}").get("error").get("message").asText();
            assertTrue(message.startsWith("line 1, column 12: "), message);
        }
    }

    @Test
    void depthAndNumbersAndBytesAreBounded() throws IOException {
        try (Client client = kit.client()) {
            assertEquals("BAD_REQUEST", code(client.ask("{\"args\":" + "[".repeat(30_000))));
            assertEquals("BAD_REQUEST", code(client.ask("{\"id\":" + "9".repeat(30_000) + "}")));
            assertEquals("BAD_REQUEST", code(client.ask("{\"id\":1e400000000}")));
            assertEquals("BAD_REQUEST", code(client.ask("{\"id\":\"" + "x".repeat(30_000) + "\"}")));
            client.say(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', '\n'});
            assertEquals("BAD_REQUEST", code(ControlKit.JSON.readTree(client.line())));
            assertTrue(client.command("ping").has("result"));
        }
    }

    @Test
    void aLineWithoutEndIsRefusedAndNoMoreOfItIsRead() throws IOException {
        try (Client client = kit.client();
                Client other = kit.client()) {
            byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            long taken = 0;
            try {
                while (taken < 1L << 30) {
                    client.say(block);
                    taken += block.length;
                }
            } catch (IOException closed) {
                assertTrue(taken < 8 << 20, "taken " + taken);
            }
            assertTrue(taken < 1L << 30, "a gigabyte was taken");
            assertEquals("BAD_REQUEST", code(ControlKit.JSON.readTree(client.line())));
            assertTrue(other.command("ping").has("result"));
        }
    }

    @Test
    void randomBytesHarmNobody() throws IOException {
        Random random = new Random(4);
        String alphabet = "{}[]\",:\\ue123\n{\"version\":1,\"command\":\"ping\"}\n";
        for (int round = 0; round < 300; round++) {
            try (Client client = kit.client()) {
                byte[] noise = new byte[random.nextInt(3000)];
                random.nextBytes(noise);
                if (round % 2 == 0) {
                    for (int i = 0; i < noise.length; i++) {
                        noise[i] = (byte) alphabet.charAt(Math.floorMod(noise[i], alphabet.length()));
                    }
                }
                client.say(noise);
                client.channel.shutdownOutput();
                client.rest().lines().forEach(line -> assertFalse(line.isEmpty()));
            }
        }
        try (Client client = kit.client()) {
            assertTrue(client.command("ping").has("result"));
        }
        assertEquals("", kit.log());
    }

    @Test
    void whoeverSaysHalfALineKeepsNobodyWaiting() throws IOException {
        try (Client slow = kit.client();
                Client quick = kit.client()) {
            slow.say("{\"version\":1,");
            assertTrue(quick.command("ping").has("result"));
            slow.say("\"command\":\"ping\"}\n");
            assertTrue(ControlKit.JSON.readTree(slow.line()).has("result"));
        }
    }

    @Test
    void oneConnectionTooManyIsToldSoAndARoomThatGetsFreeIsGiven() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                clients.add(kit.client());
                assertTrue(clients.get(i).command("ping").has("result"));
            }
            try (Client tooMany = kit.client()) {
                assertEquals("BUSY", code(ControlKit.JSON.readTree(tooMany.rest())));
            }
            clients.remove(0).close();
            ControlKit.await(() -> {
                try (Client next = kit.client()) {
                    return next.command("ping").has("result");
                } catch (IOException closedWhileAsking) {
                    return false;
                }
            });
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aCommandThatFailsIsToldWithoutItsSecretsAndTheNextOneIsRun() throws IOException {
        try (Client client = kit.client()) {
            JsonNode answer = client.command("boom");
            assertEquals("INTERNAL", code(answer));
            assertFalse(answer.toString().contains("hunter2"), answer.toString());
            assertEquals("UNKNOWN_COMMAND", code(client.command("nope")));
            assertTrue(client.command("ping").has("result"));
            assertTrue(kit.log().contains("COMMAND_ERROR"), kit.log());
            assertFalse(kit.log().contains("hunter2"), kit.log());
        }
    }

    @Test
    void whatIsToBeDoneAfterTheAnswerIsDoneAfterIt() throws IOException {
        try (Client client = kit.client()) {
            assertTrue(client.command("leave").has("result"));
            ControlKit.await(() -> kit.left.get() == 1);
        }
    }

    @Test
    void theSocketIsItsOwnersAndGoneAtTheEndWithItsThread() throws IOException {
        Path socket = state.resolve("control.sock");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        try (Client client = kit.client()) {
            assertTrue(client.command("ping").has("result"));
            kit.close();
            assertEquals("", client.rest());
        }
        assertFalse(Files.exists(socket));
        ControlKit.await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("resilience-command")));
    }

    @Test
    void whatADeadProcessLeftIsReplaced() throws IOException {
        kit.close();
        Files.writeString(state.resolve("control.sock"), "left");
        kit = new ControlKit(state);
        try (Client client = kit.client()) {
            assertTrue(client.command("ping").has("result"));
        }
    }

    @Test
    void aPathThatIsTooLongForTheKernelIsTakenElsewhere() throws IOException {
        Path deep = Files.createDirectories(state.resolve("d".repeat(100)));
        Path socket;
        try (ControlKit far = new ControlKit(deep);
                Client client = far.client()) {
            socket = Path.of(far.described().get("control_socket").asText());
            assertFalse(socket.startsWith(deep), socket::toString);
            assertEquals(socket.toString(), Files.readString(deep.resolve("control.path")));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
            assertTrue(client.command("ping").has("result"));
        }
        assertFalse(Files.exists(socket.getParent()));
        assertFalse(Files.exists(deep.resolve("control.path")));
    }

    /** A socket that the JDK can make and cannot reach would be of no use: it takes one byte less than the kernel. */
    @ParameterizedTest
    @ValueSource(ints = {105, 106, 107, 108})
    void aPathOfEachLengthIsReached(int length) throws IOException {
        int already = state.resolve("d").resolve("control.sock").toString().length();
        Path deep = Files.createDirectory(state.resolve("d".repeat(length - already + 1)));
        try (ControlKit far = new ControlKit(deep);
                Client client = far.client()) {
            assertTrue(client.command("ping").has("result"));
        }
    }
}
