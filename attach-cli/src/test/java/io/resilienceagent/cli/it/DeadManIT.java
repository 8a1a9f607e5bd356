package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever breaks a bot and is killed, or freezes, breaks it no longer: the real command line, the sample bot's real loop, and
 * the ledger of its exchange, which gets orders from that loop alone. The experiment itself would last ten minutes.
 */
class DeadManIT {
    private static final String POLICY = """
            version: 1
            bot: market-bot
            chaos: {enabled: true}
            join_points:
              tick: {on: com.example.marketbot.MarketAnalysisLoop#tick, kind: loop, stall_after: 1h}
            """;

    @TempDir
    private Path directory;

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(Jdks.all().get(0), "KILL"),
                // It says nothing more, and its connection stands.
                Arguments.of(Jdks.all().get(1), "STOP"));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("ends")
    void theFaultEndsWithItsController(Jdks.Jdk jdk, String signal) throws IOException, InterruptedException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        try (BotProcess bot = BotProcess.guarded(jdk, directory, policy, "--tick=20ms")) {
            bot.until("it trades", () -> bot.orders().size() > 2);
            Cli cli = new Cli(jdk);
            Path out = directory.resolve("cli.out");
            Process controller = cli.start(
                    out,
                    directory.resolve("cli.err"),
                    "chaos",
                    "inject",
                    bot.pid(),
                    "cpu_bound_loop",
                    "--target",
                    "tick",
                    "--for",
                    "10m");
            try {
                bot.until("it has fired", () -> Files.readString(out).contains("really fired"));
                int hanging = bot.orders().size();
                // As long as a command takes, and the loop ticks no more.
                assertEquals("RUNNING", experiment(cli, bot).path("state").asText());
                assertEquals(hanging, bot.orders().size(), "the loop hangs");
                assertTrue(controller.isAlive(), Files.readString(directory.resolve("cli.err")));
                new ProcessBuilder("kill", "-" + signal, Long.toString(controller.pid()))
                        .start()
                        .waitFor();
                bot.until("the loop trades again", () -> bot.orders().size() > hanging);
            } finally {
                controller.destroyForcibly().waitFor();
            }
            bot.until(
                    "its effect is gone",
                    () -> experiment(cli, bot).path("verified_gone").asBoolean());
            assertEquals(
                    "controller_gone", experiment(cli, bot).path("why_ended").asText());
        }
    }

    private static JsonNode experiment(Cli cli, BotProcess bot) {
        Cli.Ended list = cli.run("chaos", "list", bot.pid(), "--json");
        assertEquals(0, list.exit(), list.err());
        return list.json().at("/experiments/0");
    }
}
