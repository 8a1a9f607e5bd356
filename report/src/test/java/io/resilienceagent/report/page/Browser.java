package io.resilienceagent.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Chromium without a screen, started once, and spoken to by its own protocol for developers. Thread-safe. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HANG = Duration.ofSeconds(90);

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = got(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Ear()));
    }

    /** Where it is installed; empty if it is not. */
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own in that directory. */
    static Browser start(Path program, Path directory) {
        try {
            Path profile = Files.createTempDirectory(directory, "profile");
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-dev-shm-usage",
                            "--hide-scrollbars",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile)
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("browser.log").toFile())
                    .start();
            Path told = profile.resolve("DevToolsActivePort");
            Awaitility.await("its port")
                    .atMost(HANG)
                    .until(() ->
                            Files.exists(told) && Files.readString(told).lines().count() == 2);
            String[] lines = Files.readString(told).split("\n", -1);
            return new Browser(process, URI.create("ws://127.0.0.1:" + lines[0] + lines[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an empty tab. */
    Tab tab() {
        String target = ask("", "Target.createTarget", with("url", "about:blank"))
                .path("targetId")
                .asText();
        ObjectNode attach = with("targetId", target).put("flatten", true);
        return new Tab(
                this, ask("", "Target.attachToTarget", attach).path("sessionId").asText());
    }

    /** Has somebody told what happens in a tab: the name of each event, and its facts. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    /** Asks for something, of a tab or, without a session, of the browser; answers its answer. */
    JsonNode ask(String session, String method, ObjectNode parameters) {
        int id = asked.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        synchronized (this) {
            got(socket.sendText(message.set("params", parameters).toString(), true));
        }
        JsonNode told = got(answer);
        if (told.has("error")) {
            throw new AssertionError(method + ": " + told.path("error"));
        }
        return told.path("result");
    }

    /** An object with one field. */
    static ObjectNode with(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    /** Waits for what must come. */
    static <T> T got(CompletableFuture<T> future) {
        try {
            return future.get(HANG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the browser did not answer", e);
        }
    }

    /** Hears what the browser says, a message at a time. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                hear(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(String text) {
            try {
                JsonNode said = JSON.readTree(text);
                if (said.has("id")) {
                    answers.remove(said.path("id").asInt()).complete(said);
                } else {
                    listeners
                            .getOrDefault(said.path("sessionId").asText(""), (event, facts) -> {})
                            .accept(said.path("method").asText(), said.path("params"));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    @Override
    public void close() {
        ask("", "Browser.close", JsonNodeFactory.instance.objectNode());
        got(process.onExit());
    }
}
