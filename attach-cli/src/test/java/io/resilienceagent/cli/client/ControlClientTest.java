package io.resilienceagent.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.ScriptedAgent;
import io.resilienceagent.cli.Trouble;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private static String ok(String request, String result) {
        return "{\"version\":1,\"id\":" + id(request) + ",\"result\":" + result + "}\n";
    }

    private static long id(String request) {
        try {
            return new ObjectMapper().readTree(request).path("id").asLong();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Trouble trouble(Function<String, String> answers, Duration patience) throws IOException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ScriptedAgent(socket, answers);
                ControlClient client = ControlClient.connect(socket, patience)) {
            Trouble trouble = assertThrows(Trouble.class, () -> client.ask("status"));
            assertEquals(1, agent.requests().size());
            return trouble;
        }
    }

    @Test
    void asksAndGetsAnAnswer() throws IOException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ScriptedAgent(socket, request -> ok(request, "{\"text\":\"ü\"}"));
                ControlClient client = ControlClient.connect(socket, PATIENCE)) {
            assertEquals("ü", client.ask("status").path("text").asText());
            assertEquals(
                    "ü",
                    client.ask("ping", ControlClient.arguments().put("a", 1))
                            .path("text")
                            .asText());
            JsonNode second = new ObjectMapper().readTree(agent.requests().get(1));
            assertEquals("ping", second.path("command").asText());
            assertEquals(1, second.path("args").path("a").asInt());
            assertEquals(1, second.path("version").asInt());
        }
    }

    /** The kernel has room for 107 bytes, the JDK takes one less: each length around them is reached. */
    @ParameterizedTest
    @ValueSource(ints = {104, 105, 106, 107, 108, 109, 200})
    void aPathOfEachLengthIsReached(int length) throws IOException {
        int already = directory.resolve("d").resolve("control.sock").toString().length();
        Path deep = Files.createDirectory(directory.resolve("d".repeat(length - already + 1)));
        Path near = Files.createSymbolicLink(directory.resolve("n"), deep);
        Path socket = deep.resolve("control.sock");
        assertEquals(length, socket.toString().length());
        try (ScriptedAgent agent =
                        new ScriptedAgent(near.resolve("control.sock"), request -> ok(request, "{\"text\":\"far\"}"));
                ControlClient client = ControlClient.connect(socket, PATIENCE)) {
            assertEquals("far", client.ask("status").path("text").asText());
            assertEquals(1, agent.requests().size());
        }
    }

    @Test
    void aRefusalIsOneAndSaysWhatToDo() throws IOException {
        Trouble refused = trouble(
                request -> "{\"version\":1,\"id\":" + id(request)
                        + ",\"error\":{\"code\":\"NOT_WOVEN\",\"message\":\"m\",\"next\":\"n\"}}\n",
                PATIENCE);
        assertEquals(Exit.REFUSED, refused.exit());
        assertEquals("NOT_WOVEN", refused.code());
        assertEquals("m", refused.getMessage());
        assertEquals("n", refused.next());
    }

    @Test
    void silenceIsFour() throws IOException {
        assertEquals(Exit.TIMEOUT, trouble(request -> "", IMPATIENCE).exit());
        Files.delete(directory.resolve("control.sock"));
        assertEquals(
                Exit.TIMEOUT, trouble(request -> "{\"version\":1,", IMPATIENCE).exit());
    }

    @Test
    void whoHangsUpIsThree() throws IOException {
        Trouble gone = trouble(request -> null, PATIENCE);
        assertEquals(Exit.UNREACHABLE, gone.exit());
        assertEquals("CONNECTION_LOST", gone.code());
    }

    @Test
    void whoSpeaksOtherwiseIsNoAgent() throws IOException {
        assertEquals(
                "NOT_AN_AGENT", trouble(request -> "220 mail ESMTP\n", PATIENCE).code());
        Files.delete(directory.resolve("control.sock"));
        assertEquals(
                "OTHER_PROTOCOL",
                trouble(request -> ok(request, "{}").replace("\"version\":1", "\"version\":2"), PATIENCE)
                        .code());
    }

    @Test
    void anAnswerToAnEarlierQuestionIsPassedOver() throws IOException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ScriptedAgent(
                        socket,
                        request -> "{\"version\":1,\"id\":999,\"result\":{}}\n" + ok(request, "{\"mine\":true}"));
                ControlClient client = ControlClient.connect(socket, PATIENCE)) {
            assertTrue(client.ask("status").path("mine").asBoolean());
            assertEquals(1, agent.requests().size());
        }
    }

    /** A path of another namespace, or a deep directory, is longer than the kernel takes. */
    @Test
    void aPathThatIsTooLongIsReachedAllTheSame() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(100)).resolve("e".repeat(100)));
        Path near = Files.createTempDirectory("near");
        Path link = near.resolve("l");
        Files.createSymbolicLink(link, deep);
        try (ScriptedAgent agent = new ScriptedAgent(link.resolve("control.sock"), request -> ok(request, "{}"));
                ControlClient client = ControlClient.connect(deep.resolve("control.sock"), PATIENCE)) {
            client.ask("ping");
            assertEquals(1, agent.requests().size());
        } finally {
            Files.delete(link);
            Files.delete(near);
        }
    }

    /** The socket of this very process, found among its descriptors. */
    @Test
    void aBotIsFoundByItsNumber() throws IOException {
        Path socket = directory.resolve("control.sock");
        long pid = ProcessHandle.current().pid();
        try (ScriptedAgent agent = new ScriptedAgent(
                        socket, request -> ok(request, "{\"protocol\":1,\"pid\":" + pid + ",\"bot\":\"b\"}"));
                ControlClient client = new Bot(Long.toString(pid), Optional.empty()).connect(PATIENCE)) {
            assertEquals(socket, client.socket());
            assertEquals(1, agent.requests().size());
        }
    }

    @Test
    void theSocketOfAnotherBotIsRefused() throws IOException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ScriptedAgent(socket, request -> ok(request, "{\"protocol\":1,\"pid\":2}"))) {
            Bot bot = new Bot(Long.toString(ProcessHandle.current().pid()), Optional.of(directory));
            assertEquals(
                    "OTHER_BOT",
                    assertThrows(Trouble.class, () -> bot.connect(PATIENCE)).code());
            // That it hung up may have been noted already.
            assertEquals(
                    1,
                    agent.requests().stream()
                            .filter(request -> request.startsWith("{"))
                            .count());
        }
    }

    @Test
    void aLeftOverSocketIsThree() throws IOException {
        Path socket = directory.resolve("control.sock");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        Bot bot = new Bot(directory.toString(), Optional.empty());
        Trouble nobody = assertThrows(Trouble.class, () -> bot.connect(PATIENCE));
        assertEquals("NOBODY_LISTENS", nobody.code());
        assertEquals(Exit.UNREACHABLE, nobody.exit());
    }
}
