package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a bot that runs, and leaves it, by the command line alone. */
class AttachIT {
    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    private static long calls(Cli cli, BotProcess bot) {
        Cli.Ended status = cli.run("status", bot.pid(), "--json");
        assertEquals(0, status.exit(), status.err());
        long[] calls = {0};
        status.json()
                .path("join_points")
                .forEach(joinPoint -> calls[0] += joinPoint.path("calls").asLong());
        return calls[0];
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aBotIsGuardedWhileItRunsAndIsOnItsOwnAgain(Jdks.Jdk jdk) {
        Cli cli = new Cli(jdk);
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            Cli.Ended attach = cli.run("attach", bot.pid(), "--policy", "../policies/market-bot.yaml");
            assertEquals(0, attach.exit(), attach.err() + bot.log());
            assertTrue(attach.out().startsWith("Guarded: process " + bot.pid()), attach.out());
            assertEquals(0, cli.run("status", bot.pid()).exit(), "the agent is found at once");
            bot.until("calls are counted", () -> calls(cli, bot) > 0);

            Cli.Ended again = cli.run("attach", bot.pid(), "--policy", BotProcess.POLICY);
            assertEquals(0, again.exit(), again.err());
            assertTrue(again.err().contains("there already"), again.err());

            Cli.Ended detach = cli.run("detach", bot.pid());
            assertEquals(0, detach.exit(), detach.err() + bot.log());
            bot.until("nobody answers", () -> cli.run("status", bot.pid()).exit() == 3);
            assertTrue(cli.run("status", bot.pid()).err().contains("no agent"), "it is a JVM without an agent");
            assertEquals(
                    0,
                    cli.run("attach", bot.pid(), "--policy", BotProcess.POLICY).exit());
        }
    }

    /** A bot that nobody prepared, and its loop hangs: one command. */
    @ParameterizedTest
    @MethodSource("jdks")
    void oneCommandBreaksABotThatHasNoAgent(Jdks.Jdk jdk) throws IOException {
        Cli cli = new Cli(jdk);
        Path policy =
                breakable("tick: {on: com.example.marketbot.MarketAnalysisLoop#tick, kind: loop, stall_after: 500ms}");
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            Cli.Ended inject =
                    cli.run("chaos", "inject", bot.pid(), "cpu_bound_loop", "--for", "2s", "--policy", policy);
            assertEquals(0, inject.exit(), inject.out() + inject.err() + bot.log());
            assertTrue(bot.log().contains(" cause=CPU_SPIN "), bot.log());
        }
    }

    /** As above, and nobody stays: the request comes with the attach. What is refused is told as ever. */
    @ParameterizedTest
    @MethodSource("jdks")
    void oneCommandBreaksABotAndLeavesItToItsTime(Jdks.Jdk jdk) throws IOException {
        Cli cli = new Cli(jdk);
        Path policy = breakable("order: {on: com.example.marketbot.Trader#placeOrder, kind: order}");
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            Object[] words = {
                "chaos",
                "inject",
                bot.pid(),
                "exception",
                "--target",
                "order",
                "--for",
                "1m",
                "--leave",
                "--json",
                "--policy",
                policy,
                "--percent",
                "100"
            };
            Cli.Ended inject = cli.run(words);
            assertEquals(0, inject.exit(), inject.out() + inject.err() + bot.log());
            assertEquals("injected", inject.json().path("event").asText());
            String id = inject.json().path("id").asText();
            bot.until("it has fired", () -> fired(cli, bot, id) > 0);

            Cli.Ended second = cli.run(words);
            assertEquals(1, second.exit(), second.out() + second.err());
            assertEquals(0, cli.run("chaos", "stop", bot.pid()).exit());
        }
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            Cli.Ended refused = cli.run(
                    "chaos", "inject", bot.pid(), "no_such_fault", "--for", "1m", "--leave", "--policy", policy);
            assertEquals(1, refused.exit(), refused.out() + refused.err());
            assertTrue(refused.err().contains("no_such_fault"), refused.err());
            assertEquals(0, cli.run("status", bot.pid()).exit(), "the agent is there all the same");
        }
    }

    /** A policy for breaking alone. */
    private Path breakable(String joinPoint) throws IOException {
        return Files.writeString(directory.resolve("chaos.yaml"), """
                version: 1
                bot: market-bot
                chaos: {enabled: true}
                join_points: {%s}
                """.formatted(joinPoint));
    }

    private static long fired(Cli cli, BotProcess bot, String id) {
        for (JsonNode one : cli.run("chaos", "list", bot.pid(), "--json").json().path("experiments")) {
            if (one.path("id").asText().equals(id)) {
                return one.path("fired").asLong();
            }
        }
        return 0;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPolicyWithMistakesIsRefusedAndTheBotGoesOn(Jdks.Jdk jdk) throws IOException {
        Cli cli = new Cli(jdk);
        Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"),
                "version: 1\nbot: market-bot\njoin_points: {a: {on: com.example.marketbot.Trader#placeOrdre, kind: any}}\n");
        try (BotProcess bot = BotProcess.unguarded(jdk, directory)) {
            Cli.Ended refused = cli.run("attach", bot.pid(), "--policy", wrong, "--json");
            assertEquals(1, refused.exit(), refused.err());
            assertEquals(
                    "ATTACH_REFUSED", refused.json().path("error").path("code").asText());
            assertTrue(refused.err().contains("did you mean 'placeOrder'"), refused.err());
            long before = Files.size(bot.ledger());
            bot.until("it trades on", () -> Files.size(bot.ledger()) > before);
            assertTrue(cli.run("status", bot.pid()).err().contains("no agent"), "nothing is left");
        }
    }

    @Test
    void aPolicyThatIsNotThereIsRefusedBeforeAnythingIsDone() {
        Cli cli = new Cli(Jdks.all().get(0));
        try (BotProcess bot = BotProcess.unguarded(Jdks.all().get(0), directory)) {
            Cli.Ended refused = cli.run("attach", bot.pid(), "--policy", directory.resolve("no.yaml"));
            assertEquals(3, refused.exit(), refused.err());
            assertTrue(refused.err().contains("no.yaml is not there"), refused.err());
            assertFalse(bot.out().contains("Full thread dump"), bot.out());
        }
    }

    /** The attach of JDK 17 looks in its own /tmp: it finds the JVM's socket by the link that is laid for it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aBotWithItsOwnTmpIsReachedByEachJdk(Jdks.Jdk jdk) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a namespace");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
        Path place = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "own-tmp");
        try (BotProcess bot = BotProcess.withItsOwnTmp(Jdks.all().get(0), place)) {
            Cli cli = new Cli(jdk);
            Path link = Path.of("/tmp", ".java_pid" + bot.pid());
            leaveASocketOfADeadJvm(link);
            Cli.Ended attach = cli.run("attach", bot.pid(), "--policy", BotProcess.POLICY);
            assertEquals(0, attach.exit(), attach.err() + bot.log());
            bot.until("calls are counted", () -> calls(cli, bot) > 0);
            assertFalse(bot.out().contains("Full thread dump"), bot.out());
            assertFalse(Files.isSymbolicLink(link), "the link is taken away");
            Files.deleteIfExists(link);
        } finally {
            DoctorIT.delete(place);
        }
    }

    /** A JVM that is killed leaves its own behind, and its number comes back one day. */
    private static void leaveASocketOfADeadJvm(Path path) throws IOException {
        Files.deleteIfExists(path);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
