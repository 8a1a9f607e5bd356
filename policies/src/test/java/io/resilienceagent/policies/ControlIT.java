package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control of a bot that trades, with enemies about: other users, crowds, floods, a full disk, a sudden death. */
class ControlIT {
    private static final String NOBODY = "65534";

    @TempDir
    private Path directory;

    private BotRun bot;
    private Process process;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private Path state() {
        return directory.resolve("resilience-state");
    }

    private void start(Jdks.Jdk jdk) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                admin: {listen: '127.0.0.1:0'}
                chaos: {enabled: true}
                join_points: {tick: {every: 100ms, stall_after: 10s}}
                """.formatted(BotRun.MARKET_BOT));
        bot = new BotRun(jdk, directory, "--tick=20ms", "--ticks=0").guardedBy(policy);
        process = bot.start();
        Awaits.until(
                process,
                "it listens and trades",
                () -> listens() && !bot.ledger().isEmpty());
    }

    private boolean listens() {
        try {
            return status().at("/agent/admin").asText().length() > 0;
        } catch (IOException notYet) {
            return false; // nothing there, or what a dead process left
        }
    }

    private JsonNode status() throws IOException {
        try (ControlLine line = new ControlLine(directory)) {
            return line.result("status", "{}");
        }
    }

    private int port() throws IOException {
        return Integer.parseInt(status().at("/agent/admin").asText().replaceAll(".*:", ""));
    }

    private void awaitMoreOrders() {
        int before = bot.ledger().size();
        Awaits.until(process, "orders go on", () -> bot.ledger().size() > before);
    }

    private static String code(JsonNode answer) {
        return answer.at("/error/code").asText();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aProcessOfAnotherUserGetsNowhere(Jdks.Jdk jdk) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED, only root can be another user");
        start(jdk);
        try (ControlLine line = new ControlLine(directory)) {
            line.result("dump", "{}");
        }
        Path open = Files.writeString(directory.resolve("open.txt"), "for all");
        // As systemd makes a StateDirectory=: the files have to hold by themselves.
        for (Path each : List.of(directory, state())) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        List<String> told = stranger(jdk, open);
        assertEquals(
                List.of(
                        "socket=refused",
                        "open.txt=read",
                        "admin.token=refused",
                        "audit.log=refused",
                        "orders=refused",
                        "incidents=refused",
                        "status.json=refused"),
                told);
        // Even if somebody gave the socket away, the kernel tells whose process it is.
        Files.setPosixFilePermissions(state().resolve("control.sock"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals("socket=sent away", stranger(jdk, open).get(0));
        Awaits.until(process, "it is told", () -> bot.log().contains(" CONTROL_STRANGER "));
        assertEquals("market-bot", status().get("bot").asText());
        assertEquals(1, status().at("/agent/turned_away/CONTROL_STRANGER").asInt());
        assertEquals("[]", status().get("failures").toString(), "a stranger is no failure of the agent");
    }

    private List<String> stranger(Jdks.Jdk jdk, Path open) throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path file = classes.resolve(Stranger.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, Stranger.class.getResourceAsStream("Stranger.class").readAllBytes());
        Process stranger = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        jdk.java(),
                        "-cp",
                        classes.toString(),
                        Stranger.class.getName(),
                        state().resolve("control.sock").toString(),
                        open.toString(),
                        state().resolve("admin.token").toString(),
                        state().resolve("audit.log").toString(),
                        state().resolve("orders").toString(),
                        state().resolve("incidents").toString(),
                        state().resolve("status.json").toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, stranger.waitFor(), said);
        return said.lines().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void crowdsAndFloodsDoNotDisturbTheBot(Jdks.Jdk jdk) throws Exception {
        start(jdk);
        int port = port();
        List<AutoCloseable> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            crowd.add(socket);
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(state().resolve("control.sock")));
            crowd.add(channel);
        }
        awaitMoreOrders();
        long files = files();
        assertTrue(files < 200, files + " files are open in the bot");
        for (AutoCloseable each : crowd) {
            each.close();
        }
        awaitMoreOrders();
        long taken = flood(port);
        assertTrue(taken < 64 << 20, taken + " bytes of a body were taken");
        awaitMoreOrders();
        Awaits.until(process, "there is room again", () -> status().has("bot"));
        assertEquals(List.of(), bot.incidents().ofKind("stall"));
        assertFalse(bot.log().contains(" CONTROL_ERROR "), bot.log());
        assertEquals("RUNNING", status().at("/state/state").asText());
    }

    /** How many files the bot has open, connections among them. */
    private long files() throws IOException {
        try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.count();
        }
    }

    /** Says that a body of a gigabyte comes, and sends it; how much of it was taken. */
    private long flood(int port) throws IOException {
        String token = Files.readString(state().resolve("admin.token")).strip();
        byte[] block = new byte[1 << 16];
        long taken = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /admin/dump HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Length: 1000000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (; taken < 1_000_000_000; taken += block.length) {
                out.write(block);
            }
        } catch (IOException closed) {
            return taken;
        }
        return taken;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void whatASuddenDeathLeavesIsNotInTheWayAndTwoNeverShare(Jdks.Jdk jdk) throws Exception {
        start(jdk);
        process.destroyForcibly().waitFor();
        assertTrue(Files.exists(state().resolve("control.sock")), "kill -9 leaves the socket");
        start(jdk);
        JsonNode second = new BotRun(jdk, directory.resolve("second"), "--ticks=1")
                .guardedBy("policy=" + directory.resolve("policy.yaml") + ",state=" + state())
                .run()
                .status();
        assertTrue(second.isEmpty(), second.toString());
        try (ControlLine line = new ControlLine(directory)) {
            assertEquals(process.pid(), line.result("hello", "{}").get("pid").asLong());
        }
        process.destroy();
        process.waitFor();
        assertFalse(Files.exists(state().resolve("control.sock")), "gone with the process");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void onAFullDiskOnlyWhatProtectsIsDone(Jdks.Jdk jdk) throws Exception {
        try (SmallDisk disk = new SmallDisk(state())) {
            try {
                start(jdk);
                disk.fill();
                try (ControlLine line = new ControlLine(directory)) {
                    JsonNode refused = line.ask("chaos.inject", "{\"type\":\"cpu_bound_loop\",\"duration_ms\":1000}");
                    assertEquals("AUDIT_UNAVAILABLE", code(refused), refused.toString());
                    assertEquals(
                            "SAFE_MODE",
                            line.result("safe_mode", "{\"on\":true,\"reason\":\"disk\"}")
                                    .get("state")
                                    .asText());
                    Awaits.until(process, "it is told", () -> bot.log().contains(" AUDIT_UNWRITTEN "));
                    assertEquals("AUDIT_UNAVAILABLE", code(line.ask("safe_mode", "{\"on\":false}")));
                    disk.makeRoom();
                    line.result("safe_mode", "{\"on\":false}");
                }
                List<String> audit = Files.readAllLines(state().resolve("audit.log"));
                assertEquals(1, audit.size(), audit::toString);
                assertTrue(audit.get(0).endsWith("command=safe_mode args={\"on\":false} outcome=done"), audit.get(0));
            } finally {
                end();
            }
        }
    }
}
