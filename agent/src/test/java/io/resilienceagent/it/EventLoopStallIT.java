package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.host.Await;
import io.resilienceagent.host.EventLoopHost;
import io.resilienceagent.testing.ControlLine;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The event loops of real Netty and real Vert.x, of which the policy knows nothing but {@code auto}: which hangs, and why. */
class EventLoopStallIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = """
            version: 1
            bot: loops
            loops: {auto: true, stall_after: 500ms}
            """;

    /** One class of each jar that a Vert.x needs. */
    private static final List<String> LIBRARIES = List.of(
            "io.vertx.core.Vertx",
            "com.fasterxml.jackson.core.JsonFactory",
            "io.netty.util.concurrent.Future",
            "io.netty.buffer.ByteBuf",
            "io.netty.channel.Channel",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.handler.codec.http.HttpRequest",
            "io.netty.handler.codec.http2.Http2Frame",
            "io.netty.handler.codec.dns.DnsRecord",
            "io.netty.handler.codec.socks.SocksMessage",
            "io.netty.handler.proxy.ProxyHandler",
            "io.netty.handler.ssl.SslHandler",
            "io.netty.resolver.NameResolver",
            "io.netty.resolver.dns.DnsNameResolver",
            "io.netty.channel.unix.UnixChannel");

    private static String classPath() {
        return HostJars.classPath()
                + File.pathSeparator
                + LIBRARIES.stream()
                        .map(EventLoopStallIT::jarOf)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(String name) {
        try {
            return HostJars.jarOf(Class.forName(name, false, EventLoopStallIT.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ForkedJvm
    void eachLoopIsNamedWithItsCause(Jvm jvm) throws Exception {
        Path directory = jvm.write("here", "").getParent();
        Process host = jvm.withPolicy(POLICY)
                .running("-cp", classPath(), EventLoopHost.class.getName())
                .start();
        try {
            Path out = directory.resolve("stdout");
            Await.until(
                    "both loops are named",
                    () -> alive(host, directory) && Files.readString(out).contains("vertx="));
            String netty = told(out, "netty");
            String vertx = told(out, "vertx");
            assertTrue(vertx.startsWith("vert.x-eventloop-thread-"), vertx);
            Path state = directory.resolve("resilience-state");
            try (ControlLine line = new ControlLine(state)) {
                Await.until("both are watched", () -> ticks(line, netty) && ticks(line, vertx));
                hangs(host, line, netty, 'n');
                hangs(host, line, vertx, 'v');
            }
            Await.until("both are told", () -> stalls(state).size() == 2);
            JsonNode byLock = stall(state, netty);
            assertEquals("LOCK_WAIT", byLock.get("cause").asText(), byLock::toPrettyString);
            JsonNode byRead = stall(state, vertx);
            assertEquals("BLOCKING_IO", byRead.get("cause").asText(), byRead::toPrettyString);
            host.getOutputStream().close();
            assertTrue(host.waitFor(60, TimeUnit.SECONDS), "it ends");
            assertEquals(0, host.exitValue(), () -> errors(directory));
            assertEquals(List.of("went on"), told(out, "netty", 1));
            assertEquals(List.of("went on after -1"), told(out, "vertx", 1));
        } finally {
            host.destroyForcibly();
        }
    }

    private static boolean alive(Process host, Path directory) {
        if (!host.isAlive()) {
            throw new AssertionError("the host has ended: " + errors(directory));
        }
        return true;
    }

    private static String errors(Path directory) {
        return new String(HostJars.read(directory.resolve("stderr")), StandardCharsets.UTF_8);
    }

    private static boolean ticks(ControlLine line, String loop) throws IOException {
        JsonNode loops = line.result("status", "{}").get("loops");
        return loops.path(loop).path("ticks").asLong() > 0;
    }

    private static boolean stalled(ControlLine line, String loop) throws IOException {
        return line.result("status", "{}")
                .get("loops")
                .path(loop)
                .path("stalled")
                .asBoolean();
    }

    /** From one word to the next, in which the stall is seen, and after which it is over. */
    private static void hangs(Process host, ControlLine line, String loop, char word) throws Exception {
        host.getOutputStream().write(word);
        host.getOutputStream().flush();
        Await.until(loop + " hangs", () -> stalled(line, loop));
        host.getOutputStream().write('.');
        host.getOutputStream().flush();
        Await.until(loop + " goes on", () -> !stalled(line, loop));
    }

    private static String told(Path out, String name) throws IOException {
        return told(out, name, 0).get(0);
    }

    /** What the host told under a name, but for the first ones. */
    private static List<String> told(Path out, String name, int skipped) throws IOException {
        return Files.readString(out)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .skip(skipped)
                .toList();
    }

    private static JsonNode stall(Path state, String loop) throws IOException {
        return stalls(state).stream()
                .filter(each -> each.path("loop").asText().equals(loop))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stall of " + loop));
    }

    /** The summaries of all stalls, as far as they are written. */
    private static List<JsonNode> stalls(Path state) throws IOException {
        Path incidents = state.resolve("incidents");
        if (!Files.exists(incidents)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(incidents)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("stall-"))
                    .map(folder -> folder.resolve("summary.json"))
                    .filter(Files::exists)
                    .map(EventLoopStallIT::json)
                    .toList();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
